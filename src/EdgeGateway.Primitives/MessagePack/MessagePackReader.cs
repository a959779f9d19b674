using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace EdgeGateway.Primitives.MessagePack;

/// <summary>
/// Reads MessagePack from a span, forward only, copying and allocating nothing. No method throws on bad bytes: each
/// returns false and stays where it was when the next value is of another type or does not end inside the span.
/// Specification: https://github.com/msgpack/msgpack/blob/master/spec.md.
/// </summary>
/// <param name="source">One or more values; returned strings and binaries point into it.</param>
public ref partial struct MessagePackReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;

    /// <summary>Bytes consumed so far.</summary>
    public readonly int Position => _position;

    /// <summary>True when every byte was consumed.</summary>
    public readonly bool IsEnd => _position == _source.Length;

    /// <summary>The bytes not yet consumed.</summary>
    public readonly ReadOnlySpan<byte> Remaining => _source[_position..];

    /// <summary>The type of the next value.</summary>
    public readonly MessagePackType NextType => IsEnd ? MessagePackType.None : TypeOf(_source[_position]);

    /// <summary>Reads nil.</summary>
    public bool TryReadNil() => TryReadCode(MessagePackCode.Nil);

    /// <summary>Reads true or false.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = TryReadCode(MessagePackCode.True);
        return value || TryReadCode(MessagePackCode.False);
    }

    /// <summary>Reads an integer of any format; false too when it is above <see cref="long.MaxValue"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInt64(out long value)
    {
        if ((uint)_position < (uint)_source.Length && _source[_position] <= MessagePackCode.MaxFixInt)
        {
            value = _source[_position++];
            return true;
        }

        return TryReadLongerInt64(out value);
    }

    /// <summary>Reads an integer of any format; false too when it is negative.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        if (!IsEnd && _source[_position] == MessagePackCode.UInt64 && Remaining.Length >= 9)
        {
            value = BinaryPrimitives.ReadUInt64BigEndian(_source[(_position + 1)..]);
            _position += 9;
            return true;
        }

        var start = _position;
        if (TryReadInt64(out var signed) && signed >= 0)
        {
            value = (ulong)signed;
            return true;
        }

        _position = start;
        value = 0;
        return false;
    }

    /// <summary>Reads an integer that fits 32 signed bits.</summary>
    public bool TryReadInt32(out int value)
    {
        var start = _position;
        if (TryReadInt64(out var wide) && wide is >= int.MinValue and <= int.MaxValue)
        {
            value = (int)wide;
            return true;
        }

        _position = start;
        value = 0;
        return false;
    }

    /// <summary>Reads a float of either size.</summary>
    public bool TryReadDouble(out double value)
    {
        var rest = Remaining;
        if (rest.Length >= 9 && rest[0] == MessagePackCode.Float64)
        {
            value = BinaryPrimitives.ReadDoubleBigEndian(rest[1..]);
            _position += 9;
            return true;
        }

        if (rest.Length >= 5 && rest[0] == MessagePackCode.Float32)
        {
            value = BinaryPrimitives.ReadSingleBigEndian(rest[1..]);
            _position += 5;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Reads a number of any format: an integer or a float.</summary>
    public bool TryReadNumber(out double value)
    {
        if (TryReadInt64(out var integer))
        {
            value = integer;
            return true;
        }

        if (TryReadUInt64(out var unsigned))
        {
            value = unsigned;
            return true;
        }

        return TryReadDouble(out value);
    }

    private bool TryReadLongerInt64(out long value)
    {
        var rest = Remaining;
        var code = rest.IsEmpty ? MessagePackCode.NeverUsed : rest[0];
        if (code >= MessagePackCode.MinNegativeFixInt)
        {
            value = (sbyte)code;
            _position++;
            return true;
        }

        var size = code is >= MessagePackCode.UInt8 and <= MessagePackCode.Int64 ? 1 << ((code - MessagePackCode.UInt8) & 3) : 0;
        if (size == 0 || rest.Length <= size)
        {
            value = 0;
            return false;
        }

        value = ReadInteger(code, rest[1..]);
        if (code == MessagePackCode.UInt64 && value < 0)
        {
            value = 0;
            return false;
        }

        _position += 1 + size;
        return true;
    }

    private static long ReadInteger(byte code, ReadOnlySpan<byte> bytes) => code switch
    {
        MessagePackCode.UInt8 => bytes[0],
        MessagePackCode.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        MessagePackCode.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        MessagePackCode.Int8 => (sbyte)bytes[0],
        MessagePackCode.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        MessagePackCode.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
    };

    private bool TryReadCode(byte code)
    {
        if (IsEnd || _source[_position] != code)
        {
            return false;
        }

        _position++;
        return true;
    }
}
