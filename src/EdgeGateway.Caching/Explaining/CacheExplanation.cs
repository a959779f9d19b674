using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Explaining;

/// <summary>What the cache knows about a request, without having touched anything.</summary>
public sealed record CacheExplanation
{
    /// <summary>Scheme, canonical host and target after the policy's query rules: the primary key.</summary>
    public required string Url { get; init; }

    /// <summary>What selects among the variants of the URL for this request.</summary>
    public required IReadOnlyList<KeyPart> Key { get; init; }

    /// <summary>How it would be answered now.</summary>
    public required CacheOutcome Outcome { get; init; }

    /// <summary>Why it would pass uncached; none when it would not.</summary>
    public required NotStoredReason Reason { get; init; }

    /// <summary>The cookie that makes the request personal, or null.</summary>
    public required string? Cookie { get; init; }

    /// <summary>The variant that this request selects; null when it is not stored.</summary>
    public required VariantExplanation? Selected { get; init; }

    /// <summary>All stored variants of the URL, the newest first.</summary>
    public required IReadOnlyList<VariantExplanation> Variants { get; init; }

    /// <summary>The disk tier may hold more of this URL; a request would look there before the origin.</summary>
    public required bool OnDisk { get; init; }

    /// <summary>Fetches of this URL that run now.</summary>
    public required int RunningFetches { get; init; }
}
