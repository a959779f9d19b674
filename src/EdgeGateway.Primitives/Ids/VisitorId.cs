using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EdgeGateway.Primitives.Ids;

/// <summary>A browser we recognise: 128 random bits. Its text form is 32 lower-case hexadecimal digits.</summary>
/// <param name="High">The first eight bytes, big endian.</param>
/// <param name="Low">The last eight bytes, big endian.</param>
public readonly record struct VisitorId(ulong High, ulong Low)
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 16;

    /// <summary>No visitor. Never issued.</summary>
    public static VisitorId None => default;

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone => (High | Low) == 0;

    /// <summary>Reads the binary form.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    public static VisitorId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes the binary form.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>Reads the text form: exactly 32 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out VisitorId id)
    {
        id = None;
        if (text is not { Length: 32 }
            || !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        id = new VisitorId(high, low);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
