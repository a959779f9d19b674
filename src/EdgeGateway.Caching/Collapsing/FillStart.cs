using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>The first thing a fill learns, published to everyone who waits for it.</summary>
internal sealed record FillStart(FillStartKind Kind)
{
    public int StatusCode { get; init; }

    /// <summary>Set unless <see cref="Kind"/> is failed.</summary>
    public StoreDecision? Decision { get; init; }

    /// <summary>The second level of the key the response belongs to, under the decision's variance.</summary>
    public byte[] SecondaryKey { get; init; } = [];

    /// <summary>What anybody may see.</summary>
    public StoredHeaders SharedHeaders { get; init; }

    /// <summary>What the one who caused the fetch may see.</summary>
    public StoredHeaders OwnHeaders { get; init; }

    public long? ContentLength { get; init; }

    /// <summary>The entry may get forms in other codings.</summary>
    public bool MayHaveForms { get; init; }

    /// <summary>The refreshed or the stale response.</summary>
    public StoredResponse? Response { get; init; }

    public OriginFailure Failure { get; init; }
}
