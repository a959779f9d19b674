using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Freshness;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// A complete response that may be shared. Immutable but for three things: derived content may be replaced, a soft purge may end
/// its freshness early, and a failed revalidation postpones the next. Safe for any number of readers.
/// </summary>
public abstract class StoredResponse
{
    private readonly long _received;
    private object? _headers;
    private IDerivedContent? _derived;
    private long _freshUntil;

    /// <summary>Hundredths of a second after arrival; 0 while the origin has not failed.</summary>
    private uint _retryAfter;

    private protected StoredResponse(
        int statusCode, StoredHeaders headers, SharedBody body, StoreDecision decision, long receivedTimestamp, ResponseKinds kinds)
    {
        Kind = kinds.Of(statusCode, headers, decision);
        Body = body;
        Lifetime = decision.Lifetime;
        InitialAge = decision.InitialAge;
        _headers = headers.Form;
        _received = receivedTimestamp;
        _freshUntil = After(receivedTimestamp, decision.Lifetime - decision.InitialAge);
    }

    /// <summary>The origin's status.</summary>
    public int StatusCode => Kind.StatusCode;

    /// <summary>End-to-end fields without Age and Content-Length, which the host sets.</summary>
    public StoredHeaders Headers => new(Volatile.Read(ref _headers));

    /// <summary>The body.</summary>
    public SharedBody Body { get; }

    /// <summary>The entity tag as sent, quotes and weakness included, or null.</summary>
    public string? ETag => EntityTags.Read(Headers["ETag"]);

    /// <summary>When the origin says it last changed, or null.</summary>
    public DateTimeOffset? LastModified => HttpDates.Read(Headers["Last-Modified"]);

    /// <summary>The Content-Type field, or null.</summary>
    public string? ContentType => Headers["Content-Type"] is [{ } type] ? type : null;

    /// <summary>The Content-Encoding field, or null for identity.</summary>
    public string? ContentEncoding => Kind.ContentEncoding;

    /// <summary>Content derived from this response, or null.</summary>
    public IDerivedContent? Derived => Volatile.Read(ref _derived);

    /// <summary>The origin asked intermediaries to leave the body as it is (RFC 9111 section 5.2.2.6).</summary>
    public bool ForbidsTransform => Decision.Directives.Has(DirectiveFlags.NoTransform);

    /// <summary>Shared by all responses decided alike, so without lifetime and age, which are each one's own.</summary>
    internal StoreDecision Decision => Kind.Decision;

    /// <summary>The freshness lifetime.</summary>
    internal TimeSpan Lifetime { get; }

    /// <summary>The age at its arrival.</summary>
    internal TimeSpan InitialAge { get; }

    /// <summary>The body in other codings, or null when there are none to be.</summary>
    internal EncodedBodies? Forms { get; init; }

    /// <summary>Time since it arrived.</summary>
    internal TimeSpan SinceReceived => Time.GetElapsedTime(_received);

    internal bool IsFresh => Time.GetTimestamp() < Volatile.Read(ref _freshUntil);

    internal bool MayServeWhileRevalidating => IsWithin(Decision.StaleWhileRevalidate);

    internal bool MayServeOnError => IsWithin(Decision.StaleIfError);

    /// <summary>The origin gave no answer at all.</summary>
    internal bool MayServeUnreachable => IsWithin(Decision.StaleIfUnreachable);

    /// <summary>The origin failed a moment ago and is left alone until this has passed.</summary>
    internal bool IsRetryPostponed => Volatile.Read(ref _retryAfter) is > 0 and var after && SinceReceived.TotalMilliseconds / 10 < after;

    private protected ResponseKind Kind { get; }

    private TimeProvider Time => Kind.Kinds.Time;

    /// <summary>The age now, for the <c>Age</c> field in whole seconds (RFC 9111 section 5.1).</summary>
    public TimeSpan GetAge() => InitialAge + Time.GetElapsedTime(_received);

    /// <summary>Whole seconds of freshness left; negative when stale.</summary>
    public long GetTtlSeconds() =>
        (long)Math.Floor(Time.GetElapsedTime(Time.GetTimestamp(), Volatile.Read(ref _freshUntil)).TotalSeconds);

    /// <summary>
    /// The form of the body for a client, by its Accept-Encoding: brotli or gzip once it is there, identity otherwise and for Range.
    /// </summary>
    public BodyForm Select(IHeaderDictionary requestHeaders) => Forms?.Select(this, requestHeaders) ?? new BodyForm(Body, null, null);

    /// <summary>Puts other derived content beside the response, after a template changed, say. Counted against the cap.</summary>
    public void ReplaceDerived(IDerivedContent? content)
    {
        var before = Interlocked.Exchange(ref _derived, content);
        Resize((content?.SizeBytes ?? 0) - (before?.SizeBytes ?? 0));
    }

    /// <summary>Puts other derived content in the place of what was there, unless that has been replaced meanwhile.</summary>
    public void ReplaceDerived(IDerivedContent expected, IDerivedContent content)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(content);
        if (Interlocked.CompareExchange(ref _derived, content, expected) == expected)
        {
            Resize(content.SizeBytes - expected.SizeBytes);
        }
    }

    /// <summary>Tells the store of bytes that came or went beside the response; not before it is kept.</summary>
    internal abstract void Resize(long difference);

    /// <summary>Ends freshness now, or some time ago; the stale windows start from there.</summary>
    internal void MarkStale(TimeSpan ago = default)
    {
        var now = Time.GetTimestamp() - (long)(Math.Max(0, ago.TotalSeconds) * Time.TimestampFrequency);
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

    internal void PostponeRetry(TimeSpan delay) =>
        Volatile.Write(ref _retryAfter, (uint)Math.Clamp((SinceReceived + delay).TotalMilliseconds / 10, 0, uint.MaxValue));

    internal void SetDerived(IDerivedContent? content) => Volatile.Write(ref _derived, content);

    /// <summary>Keeps the fields as bytes until the first hit.</summary>
    internal void PackHeaders() => Volatile.Write(ref _headers, Headers.Pack().Form);

    /// <summary>Keeps the fields as strings from now on; by how much that makes it larger.</summary>
    private protected long ExpandHeaders()
    {
        var headers = Headers;
        if (!headers.IsPacked)
        {
            return 0;
        }

        var expanded = headers.Expand();
        return ReferenceEquals(Interlocked.CompareExchange(ref _headers, expanded.Form, headers.Form), headers.Form)
            ? expanded.SizeBytes - headers.SizeBytes
            : 0;
    }

    private bool IsWithin(TimeSpan window) =>
        window > TimeSpan.Zero && Time.GetTimestamp() < After(Volatile.Read(ref _freshUntil), window);

    private long After(long timestamp, TimeSpan delay)
    {
        var ticks = delay.TotalSeconds * Time.TimestampFrequency;
        return ticks >= long.MaxValue - Math.Max(timestamp, 0) ? long.MaxValue : timestamp + (long)ticks;
    }
}
