using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Freshness;

/// <summary>Whether a response may be stored, and with what freshness.</summary>
internal sealed record StoreDecision
{
    public required NotStoredReason Reason { get; init; }

    public required ResponseDirectives Directives { get; init; }

    public Variance Variance { get; init; } = Variance.None;

    public TimeSpan Lifetime { get; init; }

    public TimeSpan InitialAge { get; init; }

    public TimeSpan StaleWhileRevalidate { get; init; }

    public TimeSpan StaleIfError { get; init; }

    public TimeSpan StaleIfUnreachable { get; init; }

    /// <summary>The response says that it is meant for shared caches, so credentials do not stand against reuse.</summary>
    public bool SharedExplicitly { get; init; }

    /// <summary>Surrogate-Control as received: it is not passed on, but a later 304 that is silent leaves it in force.</summary>
    public StringValues SurrogateControl { get; init; }

    public bool MayStore => Reason == NotStoredReason.None;
}
