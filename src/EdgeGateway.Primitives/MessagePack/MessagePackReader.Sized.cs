using System.Buffers.Binary;

namespace EdgeGateway.Primitives.MessagePack;

/// <content>Values that carry a length: strings, binaries, arrays, maps, extensions; and skipping.</content>
public ref partial struct MessagePackReader
{
    /// <summary>Reads text as UTF-8 bytes; that they are valid UTF-8 is not checked.</summary>
    public bool TryReadString(out ReadOnlySpan<byte> utf8)
    {
        if ((uint)_position < (uint)_source.Length && (_source[_position] & 0xe0) == MessagePackCode.FixString)
        {
            return TryTake(1, _source[_position] & 0x1f, out utf8);
        }

        return TryReadSized(MessagePackCode.String8, out utf8);
    }

    /// <summary>Reads bytes.</summary>
    public bool TryReadBinary(out ReadOnlySpan<byte> bytes) => TryReadSized(MessagePackCode.Binary8, out bytes);

    /// <summary>
    /// Reads an array header. A count that the rest of the span cannot hold (each element takes a byte) is refused, so
    /// that nobody reserves memory for a count that a stranger made up.
    /// </summary>
    public bool TryReadArrayHeader(out int count)
    {
        if ((uint)_position < (uint)_source.Length && (_source[_position] & 0xf0) == MessagePackCode.FixArray
            && (_source[_position] & 0x0f) < _source.Length - _position)
        {
            count = _source[_position++] & 0x0f;
            return true;
        }

        return TryReadHeader(MessagePackCode.FixArray, MessagePackCode.Array16, bytesPerElement: 1, out count);
    }

    /// <summary>Reads a map header: the count of pairs, bounded as for arrays.</summary>
    public bool TryReadMapHeader(out int count) =>
        TryReadHeader(MessagePackCode.FixMap, MessagePackCode.Map16, bytesPerElement: 2, out count);

    /// <summary>Reads an extension.</summary>
    /// <param name="type">Negative types belong to the specification, others to applications.</param>
    /// <param name="data">Its content.</param>
    public bool TryReadExtension(out sbyte type, out ReadOnlySpan<byte> data)
    {
        type = 0;
        data = default;
        var rest = Remaining;
        if (rest.IsEmpty)
        {
            return false;
        }

        var (prefix, size) = rest[0] is >= MessagePackCode.FixExtension1 and <= MessagePackCode.FixExtension16
            ? (1, 1L << (rest[0] - MessagePackCode.FixExtension1))
            : ReadSize(rest, MessagePackCode.Extension8);
        if (prefix == 0 || rest.Length <= prefix || !TryTake(prefix + 1, size, out data))
        {
            return false;
        }

        type = (sbyte)rest[prefix];
        return true;
    }

    /// <summary>Reads a timestamp extension of any of its three formats.</summary>
    /// <param name="seconds">Seconds since 1970-01-01T00:00:00Z, negative before.</param>
    /// <param name="nanoseconds">0 to 999,999,999, always counted forwards.</param>
    public bool TryReadTimestamp(out long seconds, out int nanoseconds)
    {
        var start = _position;
        seconds = 0;
        var nanos = 0U;
        if (TryReadExtension(out var type, out var data) && type == MessagePackCode.Timestamp && data.Length is 4 or 8 or 12)
        {
            var packed = data.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(data) : 0;
            (nanos, seconds) = data.Length switch
            {
                4 => (0U, BinaryPrimitives.ReadUInt32BigEndian(data)),
                8 => ((uint)(packed >> 34), (long)(packed & 0x3_ffff_ffff)),
                _ => (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadInt64BigEndian(data[4..])),
            };
            if (nanos <= 999_999_999)
            {
                nanoseconds = (int)nanos;
                return true;
            }
        }

        _position = start;
        seconds = 0;
        nanoseconds = 0;
        return false;
    }

    /// <summary>Skips one value with everything inside it, without recursion.</summary>
    public bool TrySkip()
    {
        var start = _position;
        for (var left = 1L; left > 0; left--)
        {
            var inside = SkipOne();
            if (inside < 0)
            {
                _position = start;
                return false;
            }

            left += inside;
        }

        return true;
    }

    /// <summary>Skips a value or only the header of an array or map.</summary>
    /// <returns>How many values follow inside it; -1 when the bytes are bad.</returns>
    private long SkipOne()
    {
        var count = 0;
        var done = NextType switch
        {
            MessagePackType.Nil or MessagePackType.Boolean => TryTake(0, 1, out _),
            MessagePackType.WholeNumber => TryTake(0, IntegerSize(_source[_position]), out _),
            MessagePackType.RealNumber => TryTake(0, _source[_position] == MessagePackCode.Float32 ? 5 : 9, out _),
            MessagePackType.Text => TryReadString(out _),
            MessagePackType.Binary => TryReadBinary(out _),
            MessagePackType.Extension => TryReadExtension(out _, out _),
            MessagePackType.Array => TryReadArrayHeader(out count),
            MessagePackType.Map => TryReadMapHeader(out count) && (count *= 2) >= 0,
            _ => false,
        };
        return done ? count : -1;
    }

    private bool TryReadHeader(byte fixedCode, byte code16, int bytesPerElement, out int count)
    {
        var rest = Remaining;
        count = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        var (prefix, size) = (rest[0] & 0xf0) == fixedCode ? (1, rest[0] & 0x0fL)
            : rest[0] == code16 && rest.Length >= 3 ? (3, BinaryPrimitives.ReadUInt16BigEndian(rest[1..]))
            : rest[0] == code16 + 1 && rest.Length >= 5 ? (5, BinaryPrimitives.ReadUInt32BigEndian(rest[1..]))
            : (0, 0L);
        if (prefix == 0 || size * bytesPerElement > rest.Length - prefix)
        {
            return false;
        }

        _position += prefix;
        count = (int)size;
        return true;
    }

    private bool TryReadSized(byte code8, out ReadOnlySpan<byte> bytes)
    {
        var (prefix, size) = ReadSize(Remaining, code8);
        bytes = default;
        return prefix > 0 && TryTake(prefix, size, out bytes);
    }

    /// <summary>Reads the length of a format that has 8, 16 and 32 bit forms with successive codes.</summary>
    private static (int Prefix, long Size) ReadSize(ReadOnlySpan<byte> rest, byte code8) => rest switch
    {
        [var code, _, ..] when code == code8 => (2, rest[1]),
        [var code, _, _, ..] when code == code8 + 1 => (3, BinaryPrimitives.ReadUInt16BigEndian(rest[1..])),
        [var code, _, _, _, _, ..] when code == code8 + 2 => (5, BinaryPrimitives.ReadUInt32BigEndian(rest[1..])),
        _ => (0, 0),
    };

    private bool TryTake(int prefix, long size, out ReadOnlySpan<byte> bytes)
    {
        if (size > _source.Length - _position - prefix)
        {
            bytes = default;
            return false;
        }

        bytes = _source.Slice(_position + prefix, (int)size);
        _position += prefix + (int)size;
        return true;
    }

    private static int IntegerSize(byte code) =>
        code is >= MessagePackCode.UInt8 and <= MessagePackCode.Int64 ? 1 + (1 << ((code - MessagePackCode.UInt8) & 3)) : 1;

    private static MessagePackType TypeOf(byte code) => code switch
    {
        <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt => MessagePackType.WholeNumber,
        < MessagePackCode.FixArray => MessagePackType.Map,
        < MessagePackCode.FixString => MessagePackType.Array,
        < MessagePackCode.Nil => MessagePackType.Text,
        MessagePackCode.Nil => MessagePackType.Nil,
        MessagePackCode.NeverUsed => MessagePackType.None,
        <= MessagePackCode.True => MessagePackType.Boolean,
        <= MessagePackCode.Binary32 => MessagePackType.Binary,
        <= MessagePackCode.Extension32 => MessagePackType.Extension,
        <= MessagePackCode.Float64 => MessagePackType.RealNumber,
        <= MessagePackCode.Int64 => MessagePackType.WholeNumber,
        <= MessagePackCode.FixExtension16 => MessagePackType.Extension,
        <= MessagePackCode.String32 => MessagePackType.Text,
        <= MessagePackCode.Array32 => MessagePackType.Array,
        _ => MessagePackType.Map,
    };
}
