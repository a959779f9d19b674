using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Freshness;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// A complete response that may be shared. Immutable but for three things: derived content may be replaced, a soft purge may end
/// its freshness early, and a failed revalidation postpones the next. Safe for any number of readers.
/// </summary>
public sealed class StoredResponse
{
    /// <summary>Most responses of a site are decided alike.</summary>
    private static readonly Interned<StoreDecision> Decisions = new(4096);

    private readonly TimeProvider _time;
    private readonly long _received;
    private IDerivedContent? _derived;
    private TtlText? _ttlText;
    private long _freshUntil;
    private long _retryAt = long.MinValue;

    internal StoredResponse(
        int statusCode, StoredHeaders headers, SharedBody body, StoreDecision decision, long receivedTimestamp, TimeProvider time)
    {
        StatusCode = statusCode;
        Headers = headers;
        Body = body;
        Decision = Decisions.Of(decision with { InitialAge = TimeSpan.Zero });
        InitialAge = decision.InitialAge;
        ContentEncoding = headers["Content-Encoding"] is { Count: > 0 } encoding && ContentCodingText.Read(encoding) != ContentCoding.Identity
            ? encoding.ToString()
            : null;
        _time = time;
        _received = receivedTimestamp;
        _freshUntil = After(receivedTimestamp, decision.Lifetime - decision.InitialAge);
    }

    /// <summary>The origin's status.</summary>
    public int StatusCode { get; }

    /// <summary>End-to-end fields without Age and Content-Length, which the host sets.</summary>
    public StoredHeaders Headers { get; }

    /// <summary>The body.</summary>
    public SharedBody Body { get; }

    /// <summary>The entity tag as sent, quotes and weakness included, or null.</summary>
    public string? ETag => EntityTags.Read(Headers["ETag"]);

    /// <summary>When the origin says it last changed, or null.</summary>
    public DateTimeOffset? LastModified => HttpDates.Read(Headers["Last-Modified"]);

    /// <summary>The Content-Type field, or null.</summary>
    public string? ContentType => Headers["Content-Type"] is [{ } type] ? type : null;

    /// <summary>The Content-Encoding field, or null for identity.</summary>
    public string? ContentEncoding { get; }

    /// <summary>Content derived from this response, or null.</summary>
    public IDerivedContent? Derived => Volatile.Read(ref _derived);

    /// <summary>The origin asked intermediaries to leave the body as it is (RFC 9111 section 5.2.2.6).</summary>
    public bool ForbidsTransform => Decision.Directives.Has(DirectiveFlags.NoTransform);

    /// <summary>Shared by all responses decided alike, so without the age, which is each one's own.</summary>
    internal StoreDecision Decision { get; }

    /// <summary>The age at its arrival.</summary>
    internal TimeSpan InitialAge { get; }

    /// <summary>The body in other codings, or null when there are none to be.</summary>
    internal EncodedBodies? Forms { get; init; }

    /// <summary>Where the entry sits in the store, for its accounting; null until it is stored.</summary>
    internal StoredVariant? Variant { get; set; }

    /// <summary>Time since it arrived.</summary>
    internal TimeSpan SinceReceived => _time.GetElapsedTime(_received);

    internal bool IsFresh => _time.GetTimestamp() < Volatile.Read(ref _freshUntil);

    internal bool MayServeWhileRevalidating => IsWithin(Decision.StaleWhileRevalidate);

    internal bool MayServeOnError => IsWithin(Decision.StaleIfError);

    /// <summary>The origin gave no answer at all.</summary>
    internal bool MayServeUnreachable => IsWithin(Decision.StaleIfUnreachable);

    /// <summary>The origin failed a moment ago and is left alone until this has passed.</summary>
    internal bool IsRetryPostponed => _time.GetTimestamp() < Volatile.Read(ref _retryAt);

    /// <summary>The age now, for the <c>Age</c> field in whole seconds (RFC 9111 section 5.1).</summary>
    public TimeSpan GetAge() => InitialAge + _time.GetElapsedTime(_received);

    /// <summary>Whole seconds of freshness left; negative when stale.</summary>
    public long GetTtlSeconds() =>
        (long)Math.Floor(_time.GetElapsedTime(_time.GetTimestamp(), Volatile.Read(ref _freshUntil)).TotalSeconds);

    /// <summary>
    /// The form of the body for a client, by its Accept-Encoding: brotli or gzip once it is there, identity otherwise and for Range.
    /// </summary>
    public BodyForm Select(IHeaderDictionary requestHeaders) => Forms?.Select(this, requestHeaders) ?? new BodyForm(Body, null, null);

    /// <summary>Puts other derived content beside the response, after a template changed, say. Counted against the cap.</summary>
    public void ReplaceDerived(IDerivedContent? content)
    {
        var before = Interlocked.Exchange(ref _derived, content);
        Variant?.Resize((content?.SizeBytes ?? 0) - (before?.SizeBytes ?? 0));
    }

    /// <summary>Puts other derived content in the place of what was there, unless that has been replaced meanwhile.</summary>
    public void ReplaceDerived(IDerivedContent expected, IDerivedContent content)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(content);
        if (Interlocked.CompareExchange(ref _derived, content, expected) == expected)
        {
            Variant?.Resize(content.SizeBytes - expected.SizeBytes);
        }
    }

    /// <summary>Ends freshness now, or some time ago; the stale windows start from there.</summary>
    internal void MarkStale(TimeSpan ago = default)
    {
        var now = _time.GetTimestamp() - (long)(Math.Max(0, ago.TotalSeconds) * _time.TimestampFrequency);
        var until = Volatile.Read(ref _freshUntil);
        while (until > now)
        {
            var seen = Interlocked.CompareExchange(ref _freshUntil, now, until);
            if (seen == until)
            {
                return;
            }

            until = seen;
        }
    }

    internal void PostponeRetry(TimeSpan delay) => Volatile.Write(ref _retryAt, After(_time.GetTimestamp(), delay));

    internal void SetDerived(IDerivedContent? content) => Volatile.Write(ref _derived, content);

    /// <summary>The Cache-Status value of a fresh hit; made once a second at most.</summary>
    internal string GetHitText()
    {
        var ttl = GetTtlSeconds();
        if (_ttlText is { } made && made.Ttl == ttl)
        {
            return made.Text;
        }

        var text = CacheStatusText.Hit(ttl);
        _ttlText = new TtlText(ttl, text);
        return text;
    }

    private bool IsWithin(TimeSpan window) =>
        window > TimeSpan.Zero && _time.GetTimestamp() < After(Volatile.Read(ref _freshUntil), window);

    private long After(long timestamp, TimeSpan delay)
    {
        var ticks = delay.TotalSeconds * _time.TimestampFrequency;
        return ticks >= long.MaxValue - Math.Max(timestamp, 0) ? long.MaxValue : timestamp + (long)ticks;
    }

    private sealed record TtlText(long Ttl, string Text);
}
