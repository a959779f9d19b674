using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Explaining;

/// <summary>One stored variant of a URL.</summary>
public sealed record VariantExplanation
{
    /// <summary>The stored response.</summary>
    public required StoredResponse Response { get; init; }

    /// <summary>What selects it, beside the URL.</summary>
    public required IReadOnlyList<KeyPart> Key { get; init; }

    /// <summary>Its surrogate keys.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The codings in which its body is there: <c>identity</c>, <c>gzip</c>, <c>br</c>.</summary>
    public required IReadOnlyList<string> Codings { get; init; }

    /// <summary>Bytes it takes in memory, with all forms and derived content.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Whole seconds.</summary>
    public required long Age { get; init; }

    /// <summary>Whole seconds of freshness left; negative when stale.</summary>
    public required long Ttl { get; init; }

    /// <summary>Whole seconds after freshness in which it is served while a fetch renews it.</summary>
    public required long StaleWhileRevalidate { get; init; }

    /// <summary>Whole seconds after freshness in which it stands in for a failing origin.</summary>
    public required long StaleIfError { get; init; }
}
