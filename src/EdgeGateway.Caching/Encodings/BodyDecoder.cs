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
    private const int BlockBytes = 16_384;

    /// <summary>Bytes that a body of this encoded length may become.</summary>
    public static int LimitOf(int encodedLength) => (int)Math.Min(MaxBytes, MostOf(encodedLength));

    /// <summary>Bytes that honest bodies of this encoded length stay below.</summary>
    public static long MostOf(long encodedLength) => (encodedLength * MaxExpansion) + AllowedAnyway;

    /// <summary>Decodes a body of a coding other than identity, to at most <paramref name="maxBytes"/>.</summary>
    public static DecodeOutcome TryDecode(ContentCoding coding, ReadOnlyMemory<byte> encoded, long maxBytes, out byte[] decoded)
    {
        var limit = (int)Math.Min(LimitOf(encoded.Length), maxBytes);
        switch (coding)
        {
            case ContentCoding.Gzip:
                var outcome = Decode(static source => new GZipStream(source, CompressionMode.Decompress), encoded, limit, out decoded);
                return outcome != DecodeOutcome.Decoded || EndsInTrailer(encoded.Span, decoded) ? outcome : DecodeOutcome.Damaged;
            case ContentCoding.Brotli:
                return Decode(static source => new BrotliStream(source, CompressionMode.Decompress), encoded, limit, out decoded);
            default:
                // RFC 9110 section 8.4.1.2 means zlib's format, and some origins send bare deflate data.
                outcome = Decode(static source => new ZLibStream(source, CompressionMode.Decompress), encoded, limit, out decoded);
                return outcome != DecodeOutcome.Damaged
                    ? outcome
                    : Decode(static source => new DeflateStream(source, CompressionMode.Decompress), encoded, limit, out decoded);
        }
    }

    /// <summary>
    /// Reads twice, first to learn the length: a bomb costs time up to the limit and no memory at all, an ordinary page 0.1 ms more.
    /// </summary>
    private static DecodeOutcome Decode(
        Func<EncodedStream, Stream> open, ReadOnlyMemory<byte> encoded, int limit, out byte[] decoded)
    {
        decoded = [];
        try
        {
            using var source = new EncodedStream(encoded);
            using var first = open(source);
            var length = Measure(first, limit);
            if (length > limit)
            {
                return DecodeOutcome.TooLarge;
            }

            // The gzip stream looks for another member behind the last, so it asks for more in any case.
            if (!source.EndedExactly && first is not GZipStream)
            {
                return DecodeOutcome.Damaged;
            }

            using var second = open(new EncodedStream(encoded));
            var bytes = GC.AllocateUninitializedArray<byte>(length);
            second.ReadExactly(bytes);
            decoded = bytes;
            return DecodeOutcome.Decoded;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            return DecodeOutcome.Damaged;
        }
    }

    private static int Measure(Stream inflater, int limit)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var length = 0;
            while (length <= limit && inflater.Read(block) is > 0 and var read)
            {
                length += read;
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
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
