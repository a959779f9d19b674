using EdgeGateway.Caching.Explaining;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;

namespace EdgeGateway.Explaining;

/// <summary>What happened to one request, in words.</summary>
internal sealed record RequestExplanation
{
    public required SiteRoute Route { get; init; }

    /// <summary>What the cache holds for it afterwards.</summary>
    public required CacheExplanation Cache { get; init; }

    /// <summary>The Cache-Status value.</summary>
    public required string CacheStatus { get; init; }

    /// <summary>Why nothing was stored; none when something was.</summary>
    public required NotStoredReason NotStored { get; init; }

    public required int StatusCode { get; init; }

    public required string? ContentType { get; init; }

    /// <summary>True when the answer is HTML that was read for slots.</summary>
    public required bool IsPage { get; init; }

    /// <summary>One line for each slot that applies to the page.</summary>
    public required IReadOnlyList<SlotExplanation> Slots { get; init; }

    /// <summary>Why the page was not compiled; null when it was, or is no page.</summary>
    public required string? Refusal { get; init; }
}
