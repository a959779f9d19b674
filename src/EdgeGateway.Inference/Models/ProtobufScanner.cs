namespace EdgeGateway.Inference.Models;

/// <summary>Walks the fields of one protobuf message (encoding rules of protobuf.dev, wire types 0, 1, 2 and 5).</summary>
internal ref struct ProtobufScanner(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that <see cref="Next"/> stopped at.</summary>
    public int Field { get; private set; }

    /// <summary>Value of a varint or fixed field.</summary>
    public ulong Number { get; private set; }

    /// <summary>Bytes of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>True when the field is length-delimited.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>The encoding is broken.</summary>
    public bool Failed { get; private set; }

    public bool Next()
    {
        if (_rest.IsEmpty || Failed)
        {
            return false;
        }

        if (!TryVarint(out var key) || key >> 3 is 0 or > 0x1FFFFFFF)
        {
            return Fail();
        }

        Field = (int)(key >> 3);
        IsBytes = (key & 7) == 2;
        return (key & 7) switch
        {
            0 => TryVarint(out var number) ? Take(number) : Fail(),
            1 => TryFixed(8),
            2 => TryBytes(),
            5 => TryFixed(4),
            _ => Fail(),
        };
    }

    /// <summary>Reads one varint off a packed field.</summary>
    public static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool TryVarint(out ulong value) => TryVarint(ref _rest, out value);

    private bool TryFixed(int length)
    {
        if (_rest.Length < length)
        {
            return Fail();
        }

        _rest = _rest[length..];
        return Take(0);
    }

    private bool TryBytes()
    {
        if (!TryVarint(out var length) || length > (ulong)_rest.Length)
        {
            return Fail();
        }

        Bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private bool Take(ulong number)
    {
        Number = number;
        return true;
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }
}
