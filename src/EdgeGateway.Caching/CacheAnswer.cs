using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <summary>
/// How the cache answers a request. Exactly one of four holds: <see cref="Response"/> is complete; <see cref="Fill"/> still
/// arrives (dispose it); <see cref="Failure"/> says that the origin gave nothing; or <see cref="MustForward"/>: the host passes
/// the request on by itself, as it came, and nothing of the answer is shared.
/// </summary>
public readonly struct CacheAnswer
{
    private readonly string? _status;

    internal CacheAnswer(CacheOutcome outcome, StoredResponse response, string? status)
    {
        Outcome = outcome;
        Response = response;
        _status = status;
    }

    internal CacheAnswer(CacheOutcome outcome, NotStoredReason notStored, FillReader? fill, OriginFailure failure, string status)
    {
        Outcome = outcome;
        NotStored = notStored;
        Fill = fill;
        Failure = failure;
        _status = status;
    }

    /// <summary>The named outcome.</summary>
    public CacheOutcome Outcome { get; }

    /// <summary>Why nothing is stored or looked up for this request; none when something is.</summary>
    public NotStoredReason NotStored { get; }

    /// <summary>The complete response of a hit, a stale or a validated answer.</summary>
    public StoredResponse? Response { get; }

    /// <summary>The response that arrives, on a miss or beside another request's miss.</summary>
    public FillReader? Fill { get; }

    /// <summary>Why there is no response: answer 502 or 504.</summary>
    public OriginFailure Failure { get; }

    /// <summary>The host forwards the request itself.</summary>
    public bool MustForward => Response is null && Fill is null && Failure == OriginFailure.None;

    /// <summary>The value for the Cache-Status field (RFC 9211).</summary>
    public string CacheStatus => _status ?? (Response is { } hit ? CacheStatusText.Hit(hit.GetTtlSeconds()) : "EdgeGateway");
}
