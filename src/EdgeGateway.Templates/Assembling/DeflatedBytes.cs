using System.Buffers.Binary;
using System.IO.Compression;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Templates.Assembling;

/// <summary>
/// Bytes as a piece of any gzip body: raw deflate by an encoder of its own, cut at a byte border, so that it refers to nothing
/// before it and pieces can follow each other in any order. With checksum and operator a whole is closed without reading it.
/// Immutable.
/// </summary>
public sealed class DeflatedBytes
{
    private const int StoredHeader = 5;
    private const int LongestStored = ushort.MaxValue;
    private const int ObjectBytes = 56;

    // Below this a sync flush costs more than deflate gains.
    private const int ShortestDeflated = 32;

    private static readonly DeflatedBytes Nothing = new(default, default);

    private DeflatedBytes(ReadOnlySpan<byte> original, ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Length = original.Length;
        Checksum = Crc32.Compute(original);
        Operator = Crc32.OperatorOf(original.Length);
    }

    /// <summary>The piece of the body: whole deflate blocks, none of them final.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Length of what it stands for.</summary>
    public int Length { get; }

    internal long SizeBytes => ObjectBytes + Bytes.Length;

    internal uint Checksum { get; }

    internal uint Operator { get; }

    /// <summary>Deflates, or stores where that is smaller.</summary>
    public static DeflatedBytes Create(ReadOnlySpan<byte> original)
    {
        if (original.IsEmpty)
        {
            return Nothing;
        }

        var stored = original.Length + (StoredHeader * (1 + ((original.Length - 1) / LongestStored)));
        if (original.Length >= ShortestDeflated)
        {
            var deflated = Deflate(original);
            if (deflated.Length < stored)
            {
                return new DeflatedBytes(original, deflated);
            }
        }

        return new DeflatedBytes(original, Store(original, stored));
    }

    private static byte[] Deflate(ReadOnlySpan<byte> original)
    {
        using var output = new MemoryStream(64 + (original.Length / 3));
        using var encoder = new DeflateStream(output, CompressionLevel.Optimal);
        encoder.Write(original);

        // Z_SYNC_FLUSH: an empty stored block ends the last one at a byte border. What closing adds later is left behind.
        encoder.Flush();
        return output.ToArray();
    }

    private static byte[] Store(ReadOnlySpan<byte> original, int length)
    {
        var blocks = new byte[length];
        var rest = blocks.AsSpan();
        while (!original.IsEmpty)
        {
            var count = Math.Min(original.Length, LongestStored);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[1..], (ushort)count);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[3..], (ushort)~count);
            original[..count].CopyTo(rest[StoredHeader..]);
            original = original[count..];
            rest = rest[(StoredHeader + count)..];
        }

        return blocks;
    }
}
