using System.Buffers.Binary;

namespace EdgeGateway.Primitives.MessagePack;

/// <summary>
/// Writes MessagePack into a fixed span, each value in its smallest encoding, allocating nothing. A value that does not
/// fit sets <see cref="HasOverflowed"/> and nothing is written from then on, so that one check at the end is enough.
/// Specification: https://github.com/msgpack/msgpack/blob/master/spec.md.
/// </summary>
/// <param name="destination">Where to write.</param>
public ref partial struct MessagePackWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _position;

    /// <summary>True once a value did not fit.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>Bytes written.</summary>
    public readonly int WrittenCount => _position;

    /// <summary>The bytes written.</summary>
    /// <exception cref="InvalidOperationException">A value did not fit: what was written is incomplete.</exception>
    public readonly ReadOnlySpan<byte> WrittenSpan => HasOverflowed
        ? throw new InvalidOperationException($"The MessagePack value is larger than its buffer of {_destination.Length} bytes.")
        : _destination[.._position];

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteByte(MessagePackCode.Nil);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteByte(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes an integer; values from 0 use the unsigned formats.</summary>
    public void WriteInt64(long value)
    {
        switch (value)
        {
            case >= 0: WriteUInt64((ulong)value); break;
            case >= -32: WriteByte((byte)value); break;
            case >= sbyte.MinValue: WriteCoded(MessagePackCode.Int8, value, 1); break;
            case >= short.MinValue: WriteCoded(MessagePackCode.Int16, value, 2); break;
            case >= int.MinValue: WriteCoded(MessagePackCode.Int32, value, 4); break;
            default: WriteCoded(MessagePackCode.Int64, value, 8); break;
        }
    }

    /// <summary>Writes an unsigned integer.</summary>
    public void WriteUInt64(ulong value)
    {
        switch (value)
        {
            case <= MessagePackCode.MaxFixInt: WriteByte((byte)value); break;
            case <= byte.MaxValue: WriteCoded(MessagePackCode.UInt8, (long)value, 1); break;
            case <= ushort.MaxValue: WriteCoded(MessagePackCode.UInt16, (long)value, 2); break;
            case <= uint.MaxValue: WriteCoded(MessagePackCode.UInt32, (long)value, 4); break;
            default: WriteCoded(MessagePackCode.UInt64, (long)value, 8); break;
        }
    }

    /// <summary>Writes a 64 bit float.</summary>
    public void WriteDouble(double value) => WriteCoded(MessagePackCode.Float64, BitConverter.DoubleToInt64Bits(value), 8);

    /// <summary>Writes a 32 bit float.</summary>
    public void WriteSingle(float value) => WriteCoded(MessagePackCode.Float32, BitConverter.SingleToInt32Bits(value), 4);

    /// <summary>Writes a number in the smallest format that loses nothing: an integer, a 32 bit or a 64 bit float.</summary>
    public void WriteNumber(double value)
    {
        if (value is >= long.MinValue and < long.MaxValue && (long)value == value && !(value == 0 && double.IsNegative(value)))
        {
            WriteInt64((long)value);
        }
        else if ((float)value == value)
        {
            WriteSingle((float)value);
        }
        else
        {
            WriteDouble(value);
        }
    }

    /// <summary>Writes text.</summary>
    public void WriteString(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 32)
        {
            WriteByte((byte)(MessagePackCode.FixString | utf8.Length));
        }
        else
        {
            WriteSize(MessagePackCode.String8, utf8.Length);
        }

        WriteRaw(utf8);
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> bytes)
    {
        WriteSize(MessagePackCode.Binary8, bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Writes an array header; the elements follow.</summary>
    public void WriteArrayHeader(int count) => WriteHeader(MessagePackCode.FixArray, MessagePackCode.Array16, count);

    /// <summary>Writes a map header; the keys and values follow in turn.</summary>
    public void WriteMapHeader(int count) => WriteHeader(MessagePackCode.FixMap, MessagePackCode.Map16, count);

    /// <summary>Copies bytes that are already MessagePack.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded)
    {
        if (Reserve(encoded.Length))
        {
            encoded.CopyTo(_destination[_position..]);
            _position += encoded.Length;
        }
    }

    private void WriteHeader(byte fixedCode, byte code16, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        switch (count)
        {
            case < 16: WriteByte((byte)(fixedCode | count)); break;
            case <= ushort.MaxValue: WriteCoded(code16, count, 2); break;
            default: WriteCoded((byte)(code16 + 1), count, 4); break;
        }
    }

    private void WriteSize(byte code8, int size)
    {
        switch (size)
        {
            case <= byte.MaxValue: WriteCoded(code8, size, 1); break;
            case <= ushort.MaxValue: WriteCoded((byte)(code8 + 1), size, 2); break;
            default: WriteCoded((byte)(code8 + 2), size, 4); break;
        }
    }

    private void WriteByte(byte value)
    {
        if (Reserve(1))
        {
            _destination[_position++] = value;
        }
    }

    private void WriteCoded(byte code, long value, int size)
    {
        if (!Reserve(1 + size))
        {
            return;
        }

        var target = _destination[_position..];
        target[0] = code;
        switch (size)
        {
            case 1: target[1] = (byte)value; break;
            case 2: BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value); break;
            case 4: BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)value); break;
            default: BinaryPrimitives.WriteInt64BigEndian(target[1..], value); break;
        }

        _position += 1 + size;
    }

    private bool Reserve(int size)
    {
        HasOverflowed |= size > _destination.Length - _position;
        return !HasOverflowed;
    }
}
