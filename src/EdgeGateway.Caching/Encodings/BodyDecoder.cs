using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Encodings;

/// <summary>
/// Undoes an origin's content coding: whole or not at all, and never more than the limit, however much the body claims to be.
/// The end is proven by the format itself, since the framework's streams take cut off bodies and trailing bytes for good.
/// </summary>
internal static class BodyDecoder
{
    /// <summary>No page is larger; 158 bytes of brotli can be 100 MB.</summary>
    public const int MaxBytes = 8 << 20;

    private const int MaxExpansion = 200;
    private const int AllowedAnyway = 65_536;
    private const int GzipTrailer = 8;

    /// <summary>Bytes that a body of this encoded length may become.</summary>
    public static int LimitOf(int encodedLength) => (int)Math.Min(MaxBytes, ((long)encodedLength * MaxExpansion) + AllowedAnyway);

    /// <summary>Decodes a body of a coding other than identity, to at most <paramref name="maxBytes"/>.</summary>
    public static DecodeOutcome TryDecode(ContentCoding coding, ReadOnlyMemory<byte> encoded, long maxBytes, out byte[] decoded)
    {
        var limit = (int)Math.Min(LimitOf(encoded.Length), maxBytes);
        if (coding != ContentCoding.Deflate)
        {
            return Decode(coding, encoded, limit, out decoded);
        }

        // Either form is about: RFC 9110 section 8.4.1.2 means zlib's, and some origins send bare deflate data.
        var outcome = Decode(coding, encoded, limit, out decoded);
        return outcome == DecodeOutcome.Damaged ? DecodeBare(encoded, limit, out decoded) : outcome;
    }

    private static DecodeOutcome DecodeBare(ReadOnlyMemory<byte> encoded, int limit, out byte[] decoded)
    {
        var bytes = new DecodedBytes(limit);
        using var source = new EncodedStream(encoded);
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        return Finish(ref bytes, Inflate(inflater, ref bytes) && source.EndedExactly, out decoded);
    }

    private static DecodeOutcome Decode(ContentCoding coding, ReadOnlyMemory<byte> encoded, int limit, out byte[] decoded)
    {
        var bytes = new DecodedBytes(limit);
        if (coding == ContentCoding.Brotli)
        {
            return Finish(ref bytes, DecodeBrotli(encoded.Span, ref bytes), out decoded);
        }

        using var source = new EncodedStream(encoded);
        using Stream inflater = coding == ContentCoding.Gzip
            ? new GZipStream(source, CompressionMode.Decompress)
            : new ZLibStream(source, CompressionMode.Decompress);
        var whole = Inflate(inflater, ref bytes)
            && (coding == ContentCoding.Gzip ? EndsInTrailer(encoded.Span, bytes.Written) : source.EndedExactly);
        return Finish(ref bytes, whole, out decoded);
    }

    private static DecodeOutcome Finish(ref DecodedBytes bytes, bool whole, out byte[] decoded)
    {
        var outcome = bytes.IsOver ? DecodeOutcome.TooLarge : whole ? DecodeOutcome.Decoded : DecodeOutcome.Damaged;
        decoded = outcome == DecodeOutcome.Decoded ? bytes.Written.ToArray() : [];
        bytes.Dispose();
        return outcome;
    }

    private static bool Inflate(Stream inflater, ref DecodedBytes bytes)
    {
        try
        {
            while (!bytes.IsOver && inflater.Read(bytes.Room()) is > 0 and var read)
            {
                bytes.Advance(read);
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool DecodeBrotli(ReadOnlySpan<byte> encoded, ref DecodedBytes bytes)
    {
        using var decoder = new BrotliDecoder();
        while (!bytes.IsOver)
        {
            var status = decoder.Decompress(encoded, bytes.Room(), out var consumed, out var written);
            bytes.Advance(written);
            encoded = encoded[consumed..];
            if (status != OperationStatus.DestinationTooSmall)
            {
                return status == OperationStatus.Done && encoded.Length == 0;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the last eight bytes are the checksum and length of the last member (RFC 1952 section 2.3.1). Zlib has checked the
    /// members before it. A last member of nothing must be one: eight zeros are padding.
    /// </summary>
    private static bool EndsInTrailer(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> decoded)
    {
        if (encoded.Length < GzipTrailer + 2)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(encoded[^4..]);
        var isEmptyMember = encoded[^(GzipTrailer + 2)..^GzipTrailer] is [3, 0];
        return length <= decoded.Length
            && (length > 0 || isEmptyMember)
            && Crc32.Compute(decoded[^(int)length..]) == BinaryPrimitives.ReadUInt32LittleEndian(encoded[^GzipTrailer..]);
    }
}
