using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <content>A request's side of a fetch: join one that runs or start one, then read what it learned.</content>
public sealed partial class PageCache
{
    /// <summary>Another variant may arrive than the one waited for; looking again this often is enough in practice.</summary>
    private const int MaxTries = 4;

    /// <summary>Whether this request may cause or join a shared fetch; the reason when it has to pass.</summary>
    private NotStoredReason CheckFetch(
        CacheRequest request, Credentials credentials, CacheRecord? record, StoredVariant? stale, ReadOnlySpan<byte> key)
    {
        if (RequestScreen.IsHead(request.Method) && stale is null)
        {
            return NotStoredReason.Method;
        }

        // A part is cut from the whole, which is fetched for all. What only its sender may see has no whole here.
        if (credentials != Credentials.None && request.Headers.Range.Count > 0)
        {
            return NotStoredReason.Partial;
        }

        var variance = CurrentVariance(record);
        if (credentials != Credentials.None && CheckFetchWith(credentials, request, stale, key, variance) is var refusal
            && refusal != NotStoredReason.None)
        {
            return refusal;
        }

        return stale is null && _uncacheable.Recalls(MemoryKey(request, key, variance), out var reason)
            ? reason
            : NotStoredReason.None;
    }

    /// <summary>
    /// A request with a cookie that counts is never fetched without it on the mere hope that the answer will do: a page that acts
    /// on one-time links or sessions would break. It may once the origin said, for this key, that it answers for all.
    /// </summary>
    private NotStoredReason CheckFetchWith(
        Credentials credentials, CacheRequest request, StoredVariant? stale, ReadOnlySpan<byte> key, Variance variance)
    {
        if ((credentials & Credentials.Authorization) != 0)
        {
            var alone = credentials == Credentials.Authorization;
            return alone && request.Policy is { FillWithAuthorization: true, Forward: ForwardMode.All } ? NotStoredReason.None : NotStoredReason.Authorization;
        }

        return stale is not null || _shareable.Recalls(MemoryKey(request, key, variance), out _)
            ? NotStoredReason.None
            : NotStoredReason.Cookie;
    }

    private static Variance CurrentVariance(CacheRecord? record) =>
        record?.Newest?.Variance ?? Variance.None;

    private static ulong MemoryKey(CacheRequest request, ReadOnlySpan<byte> key, Variance variance)
    {
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        variance.Write(ref writer, request);
        var hash = KeyHash.Compute(writer.Written, KeyHash.Compute(key));
        writer.Dispose();
        return hash;
    }

    private async ValueTask<CacheAnswer> FetchAsync(FetchPlan plan, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var seat = TakeSeat(plan);
            if (seat.Settled is { } settled)
            {
                return settled;
            }

            if (seat.Fill is not { } fill || seat.Cursor is not { } cursor)
            {
                continue;
            }

            var reader = new FillReader(fill, cursor);
            if (await WaitForStartAsync(fill, reader, seat.Leads, cancellationToken) is not { } start)
            {
                return Pass(NotStoredReason.None, "collapse-timeout");
            }

            if (!seat.Leads && IsPurged(fill))
            {
                reader.Dispose();
                continue;
            }

            var whole = await WaitDecodedAsync(plan.Request, start, reader, cancellationToken);
            if (ToAnswer(plan, fill, start, reader, seat.Leads, whole) is { } answer)
            {
                return answer;
            }
        }

        return Pass(NotStoredReason.None, "other-variants");
    }

    /// <summary>
    /// Under the record's lock: answers from what was stored since the first look, joins a fetch of the same variant, or
    /// starts one. This lock is why a stampede makes one fetch.
    /// </summary>
    private Seat TakeSeat(FetchPlan plan)
    {
        var record = _records.GetOrAdd(plan.Key);
        StoredVariant? variant;
        Fill fill;
        BodyCursor? cursor;
        lock (record.Gate)
        {
            if (record.Dead)
            {
                return default;
            }

            variant = record.Find(plan.Request);
            if (variant is { IsFresh: true } && plan.Wishes.Accepts(variant))
            {
                fill = null!;
                cursor = null;
            }
            else if (plan.IsHead && variant is null)
            {
                // What it was to freshen is gone.
                _records.RemoveIfEmpty(record);
                return new Seat { Settled = Pass(NotStoredReason.Method) };
            }
            else if (!plan.WithAuthorization && plan.Request.Policy.Collapse && FindFill(record, plan.Request) is { } running)
            {
                return running.Body.Attach() is { } joined
                    ? new Seat { Fill = running, Cursor = joined }
                    : new Seat { Settled = Pass(RefusalOf(running)) };
            }
            else
            {
                fill = CreateFill(record, plan, variant, background: false);
                cursor = fill.Body.Attach();
                record.Add(fill);
            }
        }

        if (cursor is not null)
        {
            Run(fill);
            return new Seat { Fill = fill, Cursor = cursor, Leads = true };
        }

        return variant is not null && TryServe(variant, plan.Request, plan.Credentials, plan.Wishes, out var answer)
            ? new Seat { Settled = answer }
            : default;
    }

    private Fill? FindFill(CacheRecord record, CacheRequest request)
    {
        foreach (var fill in record.Fills)
        {
            if (fill.IsJoinable && fill.Variance.Matches(request, fill.SecondaryKey) && !IsPurged(fill))
            {
                return fill;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a purge came since the fetch began: then it may bring what the purge was to end, and who comes now must not
    /// get that. The origin's tags are known once its headers are here; until then, those of the policy count.
    /// </summary>
    private bool IsPurged(Fill fill)
    {
        if (fill.Generation != fill.Record.Generation)
        {
            return true;
        }

        if (fill.PurgeSequence == _purges.Now)
        {
            return false;
        }

        var headers = fill.Started.Task is { IsCompletedSuccessfully: true } started ? started.GetAwaiter().GetResult().SharedHeaders : default;
        return _purges.IsPurged(fill.PurgeSequence, SurrogateKeys.Of(headers, fill.Policy));
    }

    private static NotStoredReason RefusalOf(Fill fill) =>
        fill.Started.Task is { IsCompletedSuccessfully: true } started
            && started.GetAwaiter().GetResult().Decision is { Reason: not NotStoredReason.None and var reason }
            ? reason
            : NotStoredReason.TooLarge;

    /// <summary>Null when the wait took too long and the request had better go on its own.</summary>
    private async ValueTask<FillStart?> WaitForStartAsync(
        Fill fill, FillReader reader, bool leads, CancellationToken cancellationToken)
    {
        try
        {
            // The one who started it waits as long as the fetch may take; those who joined not so long, and nobody long for
            // what a stale response can stand in for.
            var limit = fill.Stale is { MayServeOnError: true } ? _options.StaleAfter
                : leads ? Timeout.InfiniteTimeSpan : _options.CollapseTimeout;
            return await fill.Started.Task.WaitAsync(limit, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            if (fill.Stale is { MayServeOnError: true } stale)
            {
                stale.PostponeRetry(_options.RetryAfterFailure);
                return StandInStart(stale, 0);
            }

            reader.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>What a fetch's start means for one request; null when it turned out to be another variant's.</summary>
    private CacheAnswer? ToAnswer(
        FetchPlan plan, Fill fill, FillStart start, FillReader reader, bool leads, StoredResponse? whole)
    {
        if (start.Kind == FillStartKind.Streaming)
        {
            return ToStreamingAnswer(plan, fill, start, reader, leads, whole);
        }

        reader.Dispose();
        if (start.Kind == FillStartKind.Failed)
        {
            _metrics.Answered(leads ? CacheOutcome.Miss : CacheOutcome.Collapsed);
            var text = CacheStatusText.Forwarded(WhyOf(fill), 0, !leads, NotStoredReason.None, "origin-failed");
            return new CacheAnswer(
                leads ? CacheOutcome.Miss : CacheOutcome.Collapsed, NotStoredReason.Incomplete, null, start.Failure, text);
        }

        var decision = start.Decision!;
        if (!decision.Variance.Matches(plan.Request, start.SecondaryKey))
        {
            return null;
        }

        var refusal = CheckReuse(start.Response!, plan.Request, plan.Credentials);
        if (refusal != NotStoredReason.None || (!decision.MayStore && !IsOwn(plan, leads)))
        {
            return PassWithCookie(plan.Request, refusal == NotStoredReason.None ? decision.Reason : refusal);
        }

        return start.Kind == FillStartKind.StaleIfError
            ? StandIn(start.Response!, !leads)
            : Refreshed(fill, start, leads);
    }

    /// <summary>What was stored was stale, or the request would not have it.</summary>
    private static string WhyOf(Fill fill) =>
        fill.Stale is not { } stale ? CacheStatusText.Miss : stale.IsFresh ? "request" : "stale";

    private CacheAnswer Refreshed(Fill fill, FillStart start, bool leads)
    {
        var outcome = leads ? CacheOutcome.Revalidated : CacheOutcome.Collapsed;
        _metrics.Answered(outcome);
        var text = CacheStatusText.Forwarded(
            WhyOf(fill), start.StatusCode, !leads, start.Decision!.Reason, null);
        return new CacheAnswer(outcome, start.Response!, text);
    }

    private CacheAnswer? ToStreamingAnswer(
        FetchPlan plan, Fill fill, FillStart start, FillReader reader, bool leads, StoredResponse? whole)
    {
        var decision = start.Decision!;
        var own = IsOwn(plan, leads);
        if (!own)
        {
            if (decision.MayStore && !decision.Variance.Matches(plan.Request, start.SecondaryKey))
            {
                reader.Dispose();
                return null;
            }

            var refusal = decision.MayStore ? CheckStreaming(plan, start, whole) : decision.Reason;
            if (refusal != NotStoredReason.None)
            {
                reader.Dispose();
                return PassWithCookie(plan.Request, refusal);
            }
        }

        var outcome = leads ? CacheOutcome.Miss : CacheOutcome.Collapsed;
        _metrics.Answered(outcome);
        var text = CacheStatusText.Forwarded(WhyOf(fill), start.StatusCode, !leads, decision.Reason, null);
        if (whole is not null)
        {
            reader.Dispose();
            return new CacheAnswer(outcome, whole, text);
        }

        reader.Begin(start, own);
        reader.Age = leads ? null : decision.InitialAge + _time.GetElapsedTime(fill.Received);
        return new CacheAnswer(outcome, decision.Reason, reader, OriginFailure.None, text);
    }

    /// <summary>
    /// Whether the fetch was this request's own, made with all that may change its answer. Then it may see even what is not
    /// shared. A fetch that left a cookie out is nobody's own, nor is one that asked for the whole where a part was wanted.
    /// </summary>
    private static bool IsOwn(FetchPlan plan, bool leads) =>
        leads && (plan.Credentials & Credentials.Cookie) == 0 && plan.Request.Headers.Range.Count == 0;

    private static NotStoredReason CheckStreaming(FetchPlan plan, FillStart start, StoredResponse? whole)
    {
        var coding = start.SharedHeaders["Content-Encoding"];
        return coding.Count > 0 && whole is not { ContentEncoding: null } && !AcceptedEncodings.Accepts(plan.Request.Headers.AcceptEncoding, coding.ToString())
            ? NotStoredReason.Coding
            : CheckCredentials(plan.Credentials, start.Decision!.SharedExplicitly, start.Decision.Variance);
    }

    /// <summary>A request's place at a fetch, or its answer. The default means: look again.</summary>
    private readonly struct Seat
    {
        public Fill? Fill { get; init; }

        public BodyCursor? Cursor { get; init; }

        public bool Leads { get; init; }

        public CacheAnswer? Settled { get; init; }
    }
}
