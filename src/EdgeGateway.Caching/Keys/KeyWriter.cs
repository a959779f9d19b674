using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Writes key fields, each behind its length, so that no content of one field can look like the border to the next.
/// Starts in the caller's buffer and rents when that is full; <see cref="Dispose"/> returns what was rented.
/// </summary>
internal ref struct KeyWriter(Span<byte> initial)
{
    private const int MaxNumberBytes = 5;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Length and width as one number, then one byte a character, or two when one of them is not ASCII.</summary>
    public void Field(scoped ReadOnlySpan<char> value)
    {
        var wide = !Ascii.IsValid(value);
        Reserve(MaxNumberBytes + (value.Length * sizeof(char)));
        Number((value.Length << 1) | (wide ? 1 : 0));
        var room = _buffer[_length..];
        if (wide)
        {
            var bytes = MemoryMarshal.AsBytes(value);
            bytes.CopyTo(room);
            _length += bytes.Length;
        }
        else
        {
            _ = Ascii.FromUtf16(value, room, out var written);
            _length += written;
        }
    }

    /// <summary>A request field in its one spelling, or all its lines without the white space around them.</summary>
    public void Fields(string name, StringValues values)
    {
        Span<char> form = stackalloc char[FieldForm.MaxLength];
        if (values.Count > 0 && FieldForm.TryWrite(name, values, form, out var length))
        {
            Count(1);
            Field(form[..length]);
            return;
        }

        // Counted so that no lines as written look like one spelling.
        Count(values.Count == 0 ? 0 : values.Count + 1);
        foreach (var value in values)
        {
            Field(value.AsSpan().Trim(" \t"));
        }
    }

    /// <summary>How many fields of a repeated kind follow.</summary>
    public void Count(int count)
    {
        Reserve(MaxNumberBytes);
        Number(count);
    }

    public void Clear() => _length = 0;

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }

    /// <summary>Seven bits a byte, the lowest first; all but the last have their highest bit set.</summary>
    private void Number(int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            _buffer[_length++] = (byte)(rest | 0x80);
        }

        _buffer[_length++] = (byte)rest;
    }

    private void Reserve(int size)
    {
        if (_length + size <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + size, _buffer.Length * 2));
        Written.CopyTo(larger);
        Dispose();
        _buffer = _rented = larger;
    }
}
