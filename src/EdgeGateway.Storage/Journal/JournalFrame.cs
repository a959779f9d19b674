using System.Buffers.Binary;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// How an entry lies on disk. FasterLog's part: 8 bytes of XOR and a 4-byte length, then the payload padded to 4 bytes.
/// Our payload: CRC-32C of what follows (4 bytes), sequence number (8 bytes), the entry. FasterLog's XOR misses swapped and
/// zeroed words and is not looked at in pages that are in memory, hence our own checksum; the sequence number tells how many
/// entries are missing after damage, and refuses an old block that comes back in the wrong place.
/// </summary>
internal static class JournalFrame
{
    /// <summary>Bytes that FasterLog puts in front.</summary>
    public const int LogHeaderBytes = 12;

    /// <summary>Bytes that we put in front.</summary>
    public const int HeaderBytes = sizeof(uint) + sizeof(ulong);

    /// <summary>FasterLog's alignment of entries.</summary>
    public const int Alignment = 4;

    /// <summary>The first address that FasterLog hands out.</summary>
    public const long FirstAddress = IJournal.FirstAddress;

    /// <summary>Bytes in the log for a payload of ours.</summary>
    public static int LogBytes(int payloadBytes) => LogHeaderBytes + ((payloadBytes + Alignment - 1) & -Alignment);

    /// <summary>Writes the payload.</summary>
    public static void Write(Span<byte> payload, ulong sequence, ReadOnlySpan<byte> entry)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(payload[sizeof(uint)..], sequence);
        entry.CopyTo(payload[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(payload, Crc32C.Compute(payload[sizeof(uint)..]));
    }

    /// <summary>Reads an entry that starts at the beginning of <paramref name="log"/>.</summary>
    /// <returns>False when no undamaged entry starts there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> log, out ReadOnlySpan<byte> entry, out ulong sequence, out int logBytes)
    {
        entry = default;
        sequence = 0;
        logBytes = 0;
        if (log.Length < LogHeaderBytes + HeaderBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(log[8..]);
        if (length < HeaderBytes || length > log.Length - LogHeaderBytes)
        {
            return false;
        }

        var payload = log.Slice(LogHeaderBytes, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(payload) != Crc32C.Compute(payload[sizeof(uint)..]))
        {
            return false;
        }

        sequence = BinaryPrimitives.ReadUInt64LittleEndian(payload[sizeof(uint)..]);
        entry = payload[HeaderBytes..];
        logBytes = LogBytes(length);
        return true;
    }
}
