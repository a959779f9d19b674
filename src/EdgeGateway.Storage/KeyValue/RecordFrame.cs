using System.Buffers.Binary;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// What FASTER stores as a value: CRC-32C of key, length and value (4 bytes), length with a bit for "removed" (4 bytes), the
/// value, and zeros up to a size class, so that a value that grows a little is still updated in place. Removal is a record of
/// its own kind because FASTER's tombstone is a bit that no checksum covers.
/// </summary>
internal static class RecordFrame
{
    /// <summary>Bytes before the value.</summary>
    public const int HeaderBytes = 8;

    /// <summary>The longest key; the empty key is ours, for filling blocks.</summary>
    public const int MaxKeyBytes = 64;

    private const int SizeClass = 64;
    private const int FasterLengthBytes = 4;
    private const uint RemovedBit = 1u << 31;

    /// <summary>Bytes that a value of a length takes in the store.</summary>
    public static int StoredBytes(int valueBytes) =>
        ((FasterLengthBytes + HeaderBytes + valueBytes + SizeClass - 1) & -SizeClass) - FasterLengthBytes;

    /// <summary>Writes a frame; <paramref name="stored"/> has just the right length.</summary>
    public static void Write(Span<byte> stored, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool removed)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(stored[4..], (uint)value.Length | (removed ? RemovedBit : 0));
        value.CopyTo(stored[HeaderBytes..]);
        stored[(HeaderBytes + value.Length)..].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(stored, Crc32C.Compute(key, stored[4..(HeaderBytes + value.Length)]));
    }

    /// <summary>Checks and opens a frame.</summary>
    /// <returns>False when it is not what was written under this key.</returns>
    public static bool TryRead(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value, out bool removed)
    {
        value = default;
        removed = false;
        if (stored.Length < HeaderBytes)
        {
            return false;
        }

        var word = BinaryPrimitives.ReadUInt32LittleEndian(stored[4..]);
        var length = word & ~RemovedBit;
        if (length > stored.Length - HeaderBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(stored) != Crc32C.Compute(key, stored[4..(HeaderBytes + (int)length)]))
        {
            return false;
        }

        value = stored.Slice(HeaderBytes, (int)length);
        removed = (word & RemovedBit) != 0;
        return true;
    }
}
