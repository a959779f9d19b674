using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Templates.Assembling;

namespace EdgeGateway.Templates.Fragments;

/// <summary>Rendered bytes of a fragment, ready to be sent: pure ASCII, so right on a page of any encoding. Immutable to readers.</summary>
public sealed class FragmentBytes
{
    private DeflatedBytes? _deflated;

    internal FragmentBytes(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Hash = Hash64.Compute(bytes.Span);
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Their hash.</summary>
    public ulong Hash { get; }

    /// <summary>
    /// The same as a piece of a gzip body, made when first asked for; two that ask at once both make it, and either is right.
    /// </summary>
    public DeflatedBytes Deflated => Volatile.Read(ref _deflated) ?? Deflate();

    private DeflatedBytes Deflate()
    {
        var deflated = DeflatedBytes.Create(Bytes.Span);
        Volatile.Write(ref _deflated, deflated);
        return deflated;
    }
}
