using System.Buffers.Binary;

namespace EdgeGateway.Primitives.MessagePack;

/// <content>Extensions, and formats of a fixed width for values that are patched in place.</content>
public ref partial struct MessagePackWriter
{
    /// <summary>
    /// Writes an unsigned integer always in five bytes, so that it can be found and replaced at a fixed offset.
    /// </summary>
    public void WriteFixedUInt32(uint value) => WriteCoded(MessagePackCode.UInt32, value, 4);

    /// <summary>Writes an unsigned integer always in three bytes.</summary>
    public void WriteFixedUInt16(ushort value) => WriteCoded(MessagePackCode.UInt16, value, 2);

    /// <summary>Writes an integer always in nine bytes.</summary>
    public void WriteFixedInt64(long value) => WriteCoded(MessagePackCode.Int64, value, 8);

    /// <summary>Writes an array header always in three bytes.</summary>
    public void WriteFixedArrayHeader(ushort count) => WriteCoded(MessagePackCode.Array16, count, 2);

    /// <summary>Writes an extension.</summary>
    /// <param name="type">Applications use 0 to 127.</param>
    /// <param name="data">Its content.</param>
    public void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> data)
    {
        if (data.Length is 1 or 2 or 4 or 8 or 16)
        {
            WriteByte((byte)(MessagePackCode.FixExtension1 + int.Log2(data.Length)));
        }
        else
        {
            WriteSize(MessagePackCode.Extension8, data.Length);
        }

        WriteByte((byte)type);
        WriteRaw(data);
    }

    /// <summary>Writes a timestamp in the smallest of its three formats.</summary>
    /// <param name="seconds">Seconds since 1970-01-01T00:00:00Z, negative before.</param>
    /// <param name="nanoseconds">0 to 999,999,999, always counted forwards.</param>
    public void WriteTimestamp(long seconds, int nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)nanoseconds, 999_999_999U, nameof(nanoseconds));
        Span<byte> data = stackalloc byte[12];
        if (seconds is < 0 or > 0x3_ffff_ffff)
        {
            BinaryPrimitives.WriteInt32BigEndian(data, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(data[4..], seconds);
            WriteExtension(MessagePackCode.Timestamp, data);
        }
        else if (nanoseconds == 0 && seconds <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, (uint)seconds);
            WriteExtension(MessagePackCode.Timestamp, data[..4]);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(data, ((ulong)nanoseconds << 34) | (ulong)seconds);
            WriteExtension(MessagePackCode.Timestamp, data[..8]);
        }
    }
}
