using System.Text;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Events.Capture;

/// <summary>Event ids as 128 bits: a UUID keeps its own bits, any other text is hashed.</summary>
internal static class EventId
{
    private const ulong HighSeed = 0x45646765_4576656EUL;
    private const ulong LowSeed = 0x45646765_4576656FUL;

    /// <summary>The id of a valid text (see <see cref="IdSyntax"/>); never 0.</summary>
    public static UInt128 FromText(ReadOnlySpan<char> text)
    {
        var isUuid = Guid.TryParseExact(text, "D", out var uuid) || Guid.TryParseExact(text, "N", out uuid);
        var id = isUuid ? ReadUuid(uuid) : Hash(text);
        return id == UInt128.Zero ? UInt128.One : id;
    }

    private static UInt128 ReadUuid(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 Hash(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[IdSyntax.MaxLength];
        var length = Encoding.ASCII.GetBytes(text, bytes);
        return new UInt128(Hash64.Compute(bytes[..length], HighSeed), Hash64.Compute(bytes[..length], LowSeed));
    }
}
