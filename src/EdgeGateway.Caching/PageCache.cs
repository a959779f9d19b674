using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Caching.Storage.Disk;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Caching;

/// <summary>
/// The shared page cache (RFC 9111): a request goes in, a stored response, one that arrives, or the advice to forward comes out.
/// A hit takes no lock, completes synchronously and parses nothing. Fetches run on tasks of their own, one per variant.
/// Thread-safe.
/// </summary>
public sealed partial class PageCache : IDisposable
{
    private readonly PageCacheOptions _options;
    private readonly IOriginFetcher _fetcher;
    private readonly IResponseDeriver? _deriver;
    private readonly TimeProvider _time;
    private readonly ILogger<PageCache> _logger;
    private readonly CachingMetrics _metrics;
    private readonly RecordTable _records = new();
    private readonly MemoryStore _store;
    private readonly ResponseKinds _kinds;
    private readonly TagIndex _tags = new();
    private readonly PurgeClock _purges;
    private readonly PurgeSweep _sweep;
    private readonly KeyMemory _uncacheable;
    private readonly KeyMemory _shareable;
    private readonly CookieTally _cookies = new();
    private readonly LogGate _failureLog;
    private readonly LogGate _deriveLog;
    private readonly EncodingQueue _encodings;
    private readonly CancellationTokenSource _shutdown = new();
    private int _backgroundFills;
    private int _runningFills;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="fetcher">Fetches from the origin.</param>
    /// <param name="deriver">Computes content kept beside stored responses, or null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes log events 2000 to 2999.</param>
    /// <param name="metrics">Takes the counts.</param>
    public PageCache(
        PageCacheOptions options,
        IOriginFetcher fetcher,
        IResponseDeriver? deriver,
        TimeProvider time,
        ILogger<PageCache> logger,
        CachingMetrics metrics)
    {
        _options = options;
        _fetcher = fetcher;
        _deriver = deriver;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _store = new MemoryStore(options.MaxBytes, Drop);
        _kinds = new ResponseKinds(_store, time);
        _sweep = new PurgeSweep(Remove);
        if (options is { DiskDirectory: { } directory, DiskMaxBytes: > 0 and var disk })
        {
            _disk = DiskStore.Open(directory, disk, this, time, logger);
        }

        _purges = new PurgeClock(_disk?.LatestSequence ?? 0);
        _uncacheable = new KeyMemory(time);
        _shareable = new KeyMemory(time);
        _failureLog = new LogGate(time);
        _deriveLog = new LogGate(time);
        _encodings = new EncodingQueue(metrics);
        metrics.Observe(this);
    }

    /// <summary>Accounted bytes in memory, room held by running fills included.</summary>
    public long Bytes => _store.Bytes;

    /// <summary>Stored responses.</summary>
    public int Count => _store.Count;

    internal long Evictions => _store.Evictions;

    /// <summary>Fetches that run now.</summary>
    public int RunningFills => Volatile.Read(ref _runningFills);

    /// <summary>How often each cookie name kept a request from the cache; a bounded number of names.</summary>
    public IReadOnlyDictionary<string, long> CookieBypasses => _cookies.Snapshot();

    /// <summary>Answers a request. Completes synchronously on a hit and when there is nothing to look up.</summary>
    /// <param name="request">The request; its headers are read only until the answer is there.</param>
    /// <param name="cancellationToken">The visitor's token: it ends the wait, never the fetch.</param>
    /// <exception cref="OperationCanceledException">The visitor left.</exception>
    public ValueTask<CacheAnswer> GetAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        var refusal = RequestScreen.Check(request);
        if (refusal != NotStoredReason.None)
        {
            return ValueTask.FromResult(Pass(refusal));
        }

        var wishes = RequestDirectives.Read(request);
        if (wishes.NoStore)
        {
            return ValueTask.FromResult(Pass(NotStoredReason.RequestDirective));
        }

        var host = HostName.Canonical(request.Scheme, request.Host);
        var target = request.Policy.Rules.Query.Apply(request.Target);
        var credentials = CredentialsOf(request);
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        try
        {
            PrimaryKey.Write(ref writer, request.Scheme, host, target);
            var record = _records.Find(writer.Written);
            var variant = record?.Find(request);
            if (variant is not null && TryServe(variant, request, credentials, wishes, out var answer))
            {
                return ValueTask.FromResult(answer);
            }

            if (variant is null && _disk?.MayHold(writer.Written) == true)
            {
                var plan = new FetchPlan(request, writer.Written.ToArray(), host, target, credentials, wishes);
                return LoadAndAnswerAsync(plan, cancellationToken);
            }

            if (wishes.OnlyIfCached)
            {
                return ValueTask.FromResult(NotCached());
            }

            var reason = CheckFetch(request, credentials, record, variant, writer.Written);
            return reason == NotStoredReason.None
                ? FetchAsync(new FetchPlan(request, writer.Written.ToArray(), host, target, credentials, wishes), cancellationToken)
                : ValueTask.FromResult(PassWithCookie(request, reason));
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Ends running fetches. Stored responses stay readable for those who hold them.</summary>
    public void Dispose()
    {
        _shutdown.Cancel();
        _disk?.Dispose();
        _shutdown.Dispose();
        _encodings.Dispose();
    }

    private static Credentials CredentialsOf(CacheRequest request)
    {
        var credentials = request.Headers.Authorization.Count > 0 ? Credentials.Authorization : Credentials.None;
        return request.Headers.Cookie.Count > 0 && request.Policy.Rules.Cookies.FindSignificant(request.Headers.Cookie, out _)
            ? credentials | Credentials.Cookie
            : credentials;
    }

    /// <summary>Answers from a stored response when that is allowed without the origin.</summary>
    private bool TryServe(
        StoredVariant variant, CacheRequest request, Credentials credentials, in RequestDirectives wishes, out CacheAnswer answer)
    {
        StoredResponse response = variant;
        var refusal = CheckReuse(response, request, credentials);
        if (refusal != NotStoredReason.None)
        {
            answer = PassWithCookie(request, refusal);
            return true;
        }

        if (response.IsFresh && wishes.Accepts(response))
        {
            variant.Touch();
            _metrics.Answered(CacheOutcome.Hit);
            answer = new CacheAnswer(CacheOutcome.Hit, response, null);
            return true;
        }

        return TryServeStale(variant, request, in wishes, out answer);
    }

    private bool TryServeStale(StoredVariant variant, CacheRequest request, in RequestDirectives wishes, out CacheAnswer answer)
    {
        StoredResponse response = variant;
        if (wishes.AcceptsStale(response))
        {
            variant.Touch();
            _metrics.Answered(CacheOutcome.Hit);
            answer = new CacheAnswer(CacheOutcome.Hit, response, CacheStatusText.StaleHit(response.GetTtlSeconds(), "max-stale"));
            return true;
        }

        if (wishes.AcceptsAny && response.MayServeWhileRevalidating)
        {
            variant.Touch();
            RevalidateInBackground(variant, request);
            _metrics.Answered(CacheOutcome.StaleWhileRevalidate);
            answer = new CacheAnswer(
                CacheOutcome.StaleWhileRevalidate, response, CacheStatusText.StaleHit(response.GetTtlSeconds(), "stale-while-revalidate"));
            return true;
        }

        if (response.IsRetryPostponed && response.MayServeUnreachable)
        {
            answer = StandIn(response, collapsed: false);
            return true;
        }

        answer = default;
        return false;
    }

    /// <summary>Whether a response may be given to this request; the reason when it may not.</summary>
    private static NotStoredReason CheckReuse(
        StoredResponse response, CacheRequest request, Credentials credentials)
    {
        if (response.ContentEncoding is { } coding && !AcceptedEncodings.Accepts(request.Headers.AcceptEncoding, coding))
        {
            return NotStoredReason.Coding;
        }

        return CheckCredentials(credentials, response.Decision.SharedExplicitly, response.Decision.Variance);
    }

    /// <summary>RFC 9111 section 3.5 for Authorization; cookies that count are treated alike.</summary>
    private static NotStoredReason CheckCredentials(Credentials credentials, bool sharedExplicitly, Variance variance)
    {
        if ((credentials & Credentials.Authorization) != 0 && (!sharedExplicitly || variance.ByAuthorization))
        {
            return NotStoredReason.Authorization;
        }

        return (credentials & Credentials.Cookie) != 0 && (!sharedExplicitly || variance.ByCookie)
            ? NotStoredReason.Cookie
            : NotStoredReason.None;
    }

    private CacheAnswer Pass(NotStoredReason reason, string? detail = null)
    {
        _metrics.Answered(CacheOutcome.Bypass);
        var text = detail is null ? CacheStatusText.Bypass(reason) : CacheStatusText.Bypass(detail);
        return new CacheAnswer(CacheOutcome.Bypass, reason, null, OriginFailure.None, text);
    }

    /// <summary>RFC 9111 section 5.2.1.7.</summary>
    private CacheAnswer NotCached()
    {
        _metrics.Answered(CacheOutcome.Bypass);
        return new CacheAnswer(
            CacheOutcome.Bypass, NotStoredReason.RequestDirective, null, OriginFailure.NotCached, CacheStatusText.NotForwarded("only-if-cached"));
    }

    private CacheAnswer PassWithCookie(CacheRequest request, NotStoredReason reason)
    {
        if (reason == NotStoredReason.Cookie
            && request.Policy.Rules.Cookies.FindSignificant(request.Headers.Cookie, out var name))
        {
            _cookies.Add(name);
        }

        return Pass(reason);
    }

    private CacheAnswer StandIn(StoredResponse response, bool collapsed)
    {
        _metrics.Answered(CacheOutcome.StaleIfError);
        var text = CacheStatusText.Forwarded("stale", 0, collapsed, NotStoredReason.None, "stale-if-error");
        return new CacheAnswer(CacheOutcome.StaleIfError, response, text);
    }
}
