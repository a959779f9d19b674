using System.Buffers.Binary;
using System.Text;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>One line of the purge journal: length, checksum, kind, softness, purge clock, wall clock, subject.</summary>
/// <param name="Kind">What is purged.</param>
/// <param name="IsSoft">Mark stale instead of remove.</param>
/// <param name="Sequence">The purge clock: what was fetched before it is meant.</param>
/// <param name="Time">Wall clock, from which a soft purge's stale windows count.</param>
/// <param name="Subject">The tag, URL prefix, host, or the key's hashes.</param>
internal readonly record struct PurgeNote(PurgeKind Kind, bool IsSoft, long Sequence, DateTimeOffset Time, string Subject)
{
    private const int HeadBytes = 8;
    private const int FixedBytes = 18;

    public byte[] Encode()
    {
        var bytes = new byte[HeadBytes + FixedBytes + Encoding.UTF8.GetByteCount(Subject)];
        var body = bytes.AsSpan(HeadBytes);
        body[0] = (byte)Kind;
        body[1] = IsSoft ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(body[2..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(body[10..], Time.ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(Subject, body[FixedBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Crc32C.Compute(body));
        return bytes;
    }

    /// <summary>Reads the next note and moves on; false when what follows is none.</summary>
    public static bool TryDecode(ref ReadOnlySpan<byte> source, out PurgeNote note)
    {
        note = default;
        if (source.Length < HeadBytes + FixedBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (length < FixedBytes || length > source.Length - HeadBytes)
        {
            return false;
        }

        var body = source.Slice(HeadBytes, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[4..]) != Crc32C.Compute(body))
        {
            return false;
        }

        note = new PurgeNote(
            (PurgeKind)body[0], body[1] != 0, BinaryPrimitives.ReadInt64LittleEndian(body[2..]),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(body[10..])),
            Encoding.UTF8.GetString(body[FixedBytes..]));
        source = source[(HeadBytes + length)..];
        return true;
    }
}
