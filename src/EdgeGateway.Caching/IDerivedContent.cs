using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <summary>Content computed from a stored response and kept beside it, such as a compiled page.</summary>
public interface IDerivedContent
{
    /// <summary>Bytes it holds in memory; counted against the cap of the cache.</summary>
    long SizeBytes { get; }

    /// <summary>Why the response must not be kept after all; <see cref="NotStoredReason.None"/>, the default, when it may.</summary>
    NotStoredReason Refusal => NotStoredReason.None;
}
