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
        var size = 0;
        value = 0;
        switch (code)
        {
            case >= MessagePackCode.MinNegativeFixInt:
                value = (sbyte)code;
                break;
            case MessagePackCode.UInt8 or MessagePackCode.Int8 when rest.Length > (size = 1):
                value = code == MessagePackCode.UInt8 ? rest[1] : (sbyte)rest[1];
                break;
            case MessagePackCode.UInt16 or MessagePackCode.Int16 when rest.Length > (size = 2):
                var two = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
                value = code == MessagePackCode.UInt16 ? two : (short)two;
                break;
            case MessagePackCode.UInt32 or MessagePackCode.Int32 when rest.Length > (size = 4):
                var four = BinaryPrimitives.ReadUInt32BigEndian(rest[1..]);
                value = code == MessagePackCode.UInt32 ? four : (int)four;
                break;
            case MessagePackCode.UInt64 or MessagePackCode.Int64 when rest.Length > (size = 8):
                value = BinaryPrimitives.ReadInt64BigEndian(rest[1..]);
                if (code == MessagePackCode.UInt64 && value < 0)
                {
                    value = 0;
                    return false;
                }

                break;
            default:
                return false;
        }

        _position += 1 + size;
        return true;
    }

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
