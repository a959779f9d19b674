using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Encodings;

/// <summary>
/// Undoes the content coding of a body that passes: gets its bytes as they come and gives blocks as large as the caller likes, so
/// that no more than those is in memory. What comes out has the bound of <see cref="BodyDecoder"/>, but no largest size. One body,
/// one thread; dispose it.
/// </summary>
public sealed class PassingDecoder : IDisposable
{
    private const int TrailerLength = 8;

    private readonly Pending _pending = new();
    private readonly GZipStream? _gzip;
    private readonly byte[] _trailer = new byte[TrailerLength];
    private BrotliDecoder _brotli;
    private bool _isBrotliWhole;
    private long _taken;
    private long _given;
    private uint _checksum;

    private PassingDecoder(ContentCoding coding)
    {
        Coding = coding;
        _gzip = coding == ContentCoding.Gzip ? new GZipStream(_pending, CompressionMode.Decompress) : null;
    }

    /// <summary>What is undone.</summary>
    public ContentCoding Coding { get; }

    /// <summary>True once bytes have come out.</summary>
    public bool HasGiven => _given > 0;

    /// <summary>
    /// True when the body ended where its format says so. A gzip body of several members never does: where one ends and another begins is
    /// not known here, and no origin sends pages like that.
    /// </summary>
    public bool IsWhole => _gzip is null ? _isBrotliWhole && _pending.IsEmpty : EndsInTrailer();

    /// <summary>A decoder for what a Content-Encoding field says; null when it is not gzip or br alone.</summary>
    public static PassingDecoder? For(StringValues contentEncoding) =>
        ContentCodingText.Read(contentEncoding) is { } coding and (ContentCoding.Gzip or ContentCoding.Brotli)
            ? new PassingDecoder(coding)
            : null;

    /// <summary>Takes the next bytes; they must stay until <see cref="TryRead"/> has given all that comes of them.</summary>
    public void Add(ReadOnlyMemory<byte> encoded)
    {
        _taken += encoded.Length;
        _pending.Rest = encoded;
        var last = encoded.Span[^Math.Min(encoded.Length, TrailerLength)..];
        _trailer.AsSpan(last.Length).CopyTo(_trailer);
        last.CopyTo(_trailer.AsSpan(TrailerLength - last.Length));
    }

    /// <summary>Decodes into a block: nothing when more must be added first. Only <see cref="DecodeOutcome.Decoded"/> goes on.</summary>
    public DecodeOutcome TryRead(Span<byte> block, out int count)
    {
        count = 0;
        try
        {
            count = _gzip is null ? ReadBrotli(block) : _gzip.Read(block);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            return DecodeOutcome.Damaged;
        }

        if (_gzip is not null && count > 0)
        {
            _checksum = Crc32.Combine(_checksum, Crc32.Compute(block[..count]), Crc32.OperatorOf(count));
        }

        _given += count;
        return _given > BodyDecoder.MostOf(_taken) ? DecodeOutcome.TooLarge : DecodeOutcome.Decoded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gzip?.Dispose();
        _brotli.Dispose();
    }

    private int ReadBrotli(Span<byte> block)
    {
        if (_isBrotliWhole)
        {
            return _pending.IsEmpty ? 0 : throw new InvalidDataException("Bytes follow the end.");
        }

        var status = _brotli.Decompress(_pending.Rest.Span, block, out var consumed, out var written);
        _pending.Rest = _pending.Rest[consumed..];
        _isBrotliWhole = status == OperationStatus.Done;
        return status == OperationStatus.InvalidData ? throw new InvalidDataException("This is no brotli.") : written;
    }

    /// <summary>The last eight bytes are checksum and length of all that came out (RFC 1952 section 2.3.1).</summary>
    private bool EndsInTrailer() =>
        HasGiven && BinaryPrimitives.ReadUInt32LittleEndian(_trailer) == _checksum
        && BinaryPrimitives.ReadUInt32LittleEndian(_trailer.AsSpan(4)) == (uint)_given;

    /// <summary>What was added and not yet decoded; at its end a reader gets nothing and may ask again later.</summary>
    private sealed class Pending : Stream
    {
        public ReadOnlyMemory<byte> Rest { get; set; }

        public bool IsEmpty => Rest.IsEmpty;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, Rest.Length);
            Rest.Span[..count].CopyTo(buffer);
            Rest = Rest[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
