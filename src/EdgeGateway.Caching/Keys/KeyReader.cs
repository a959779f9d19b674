using System.Runtime.InteropServices;
using System.Text;

namespace EdgeGateway.Caching.Keys;

/// <summary>Reads key fields in the order in which <see cref="KeyWriter"/> wrote them, comparing where they lie.</summary>
internal ref struct KeyReader(ReadOnlySpan<byte> key)
{
    private ReadOnlySpan<byte> _rest = key;

    /// <summary>Whether the next field is this text.</summary>
    public bool NextIs(ReadOnlySpan<char> text)
    {
        var field = Next(out var wide);
        return wide ? MemoryMarshal.Cast<byte, char>(field).SequenceEqual(text) : Ascii.Equals(field, text);
    }

    /// <summary>Whether the next field begins with this text.</summary>
    public bool NextStartsWith(ReadOnlySpan<char> text)
    {
        var field = Next(out var wide);
        if (wide)
        {
            return MemoryMarshal.Cast<byte, char>(field).StartsWith(text);
        }

        return field.Length >= text.Length && Ascii.Equals(field[..text.Length], text);
    }

    /// <summary>The next field as text.</summary>
    public string Field()
    {
        var field = Next(out var wide);
        return wide ? new string(MemoryMarshal.Cast<byte, char>(field)) : Encoding.ASCII.GetString(field);
    }

    /// <summary>The bytes of the next field with its length.</summary>
    public ReadOnlySpan<byte> Skip()
    {
        var before = _rest;
        Next(out _);
        return before[..^_rest.Length];
    }

    /// <summary>How many fields follow, where the writer said so.</summary>
    public int Count()
    {
        var number = 0;
        var shift = 0;
        byte part;
        do
        {
            part = _rest[0];
            _rest = _rest[1..];
            number |= (part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);

        return number;
    }

    private ReadOnlySpan<byte> Next(out bool wide)
    {
        var number = Count();
        wide = (number & 1) != 0;
        var length = (number >> 1) * (wide ? sizeof(char) : 1);
        var field = _rest[..length];
        _rest = _rest[length..];
        return field;
    }
}
