using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Templates.Fragments;

/// <summary>Rendered bytes of a fragment, ready to be sent: pure ASCII, so right on a page of any encoding. Immutable.</summary>
public sealed class FragmentBytes
{
    internal FragmentBytes(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Hash = Hash64.Compute(bytes.Span);
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Their hash.</summary>
    public ulong Hash { get; }
}
