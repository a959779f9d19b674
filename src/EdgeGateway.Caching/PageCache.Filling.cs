using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>
/// The fetch's own side. 1 send the cleaned request; 2 at the headers decide: stream, merge a 304, stand in, or repeat;
/// 3 append the body; 4 at its proven end store; 5 leave the record. Nothing here waits for a visitor while the response is kept.
/// </content>
public sealed partial class PageCache
{
    /// <summary>A fetch is repeated when Vary names fields it did not send, or a 304 does not fit; more often than this it fails.</summary>
    private const int MaxAttempts = 3;

    /// <summary>The caller holds the record's lock.</summary>
    private Fill CreateFill(CacheRecord record, FetchPlan plan, StoredVariant? stale, bool background)
    {
        var cause = Snapshot(plan.Request);
        var variance = CurrentVariance(record);
        return new Fill(record, cause, variance, variance.KeyOf(cause), _store)
        {
            Cause = cause,
            Stale = stale,
            WithAuthorization = plan.WithAuthorization,
            IsBackground = background,
            Generation = record.Generation,
            PurgeSequence = _purges.Now,
            Request = CreateRequest(plan.Host, plan.Target, cause, variance, plan.WithAuthorization, stale?.Response),
        };
    }

    private static OriginRequest CreateRequest(
        string host, string target, CacheRequest cause, Variance variance, bool withAuthorization, StoredResponse? validated) =>
        new(cause.Scheme, host, target, OriginHeaders.Create(cause, variance, withAuthorization, validated), cause.Origin);

    /// <summary>The server reuses header collections once the visitor's request ends, and the fetch may outlive it.</summary>
    private static CacheRequest Snapshot(CacheRequest request)
    {
        var headers = new HeaderDictionary(request.Headers.Count);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values;
        }

        return new CacheRequest
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Host = request.Host,
            Target = request.Target,
            Headers = headers,
            Policy = request.Policy,
            Device = request.Device,
            Partition = request.Partition,
            Origin = request.Origin,
        };
    }

    /// <summary>Starts the fetch without the visitor's execution context: no trace, culture or scope of theirs goes along.</summary>
    private void Run(Fill fill)
    {
        Interlocked.Increment(ref _runningFills);
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => RunAsync(fill));
        }
    }

    private async Task RunAsync(Fill fill)
    {
        try
        {
            do
            {
                fill.Repeat = fill.Discards = false;
                fill.Attempts++;
                await AttemptAsync(fill);
            }
            while (fill.Repeat);
        }
        catch (Exception exception)
        {
            Fail(fill, exception, OriginFailure.Unreachable);
        }
        finally
        {
            Leave(fill);
        }
    }

    private async Task AttemptAsync(Fill fill)
    {
        using var limits = new CancellationTokenSource(_options.HeadersTimeout, _time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(limits.Token, _shutdown.Token);
        fill.Attempt = attempt;
        fill.Sent = _time.GetTimestamp();
        var response = new OriginResponse(
            r => OnHeaders(fill, r, limits), (bytes, token) => WriteAsync(fill, limits, bytes, token));
        try
        {
            await _fetcher.FetchAsync(fill.Request, response, attempt.Token);
            response.Start();
            if (!fill.Discards)
            {
                Complete(fill);
            }
        }
        catch (Exception) when (fill.Discards)
        {
            // The attempt had served its purpose with its headers.
        }
        catch (Exception exception)
        {
            var late = limits.IsCancellationRequested && !response.HasStarted;
            Fail(fill, exception, late ? OriginFailure.Timeout : OriginFailure.Unreachable);
        }
    }

    private void OnHeaders(Fill fill, OriginResponse response, CancellationTokenSource limits)
    {
        var moment = new ResponseMoment(_time.GetUtcNow(), _time.GetTimestamp(), _time.GetElapsedTime(fill.Sent));
        _metrics.OriginAnswered(moment.Delay, failed: false);
        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            OnNotModified(fill, response, in moment);
        }
        else if (StatusRules.IsOriginError(response.StatusCode) && fill.Stale is { Response.MayServeOnError: true } stale)
        {
            Discard(fill);
            StandInFor(fill, stale.Response, response.StatusCode);
        }
        else
        {
            OnResponse(fill, response, in moment, limits);
        }
    }

    private void OnResponse(Fill fill, OriginResponse response, in ResponseMoment moment, CancellationTokenSource limits)
    {
        var headers = response.Headers;
        if (headers.Date.Count == 0)
        {
            // RFC 9110 section 6.6.1: a cache with a clock records the time of arrival.
            headers.Date = moment.Received.ToString("r");
        }

        var decision = StorageRules.Decide(response.StatusCode, headers, fill.Policy, fill.WithAuthorization, in moment);
        var length = StatusRules.HasNoBody(response.StatusCode) ? 0 : headers.ContentLength;
        decision = Restrict(decision, response, fill, length);
        if (decision.MayStore && LacksVaryFields(fill, decision.Variance))
        {
            Repeat(fill, decision.Variance, fill.Stale?.Response);
            return;
        }

        fill.ExpectedLength = length;
        fill.Received = moment.Timestamp;
        var start = new FillStart(FillStartKind.Streaming)
        {
            StatusCode = response.StatusCode,
            Decision = decision,
            SecondaryKey = decision.Variance.KeyOf(fill.Cause),
            SharedHeaders = StoredHeadersBuilder.Shared(headers, decision.Directives),
            OwnHeaders = StoredHeadersBuilder.EndToEnd(headers),
            ContentLength = length,
        };
        if (decision.MayStore)
        {
            fill.Body.Expect(length ?? -1);
            limits.CancelAfter(_options.BodyIdleTimeout);
            fill.Started.TrySetResult(start);
        }
        else
        {
            fill.Started.TrySetResult(start);
            DoNotStore(fill, decision.Reason, limits);
        }
    }

    private static StoreDecision Restrict(StoreDecision decision, OriginResponse response, Fill fill, long? length)
    {
        if (decision.MayStore && response.EndsWithConnection)
        {
            return decision with { Reason = NotStoredReason.Incomplete };
        }

        return decision.MayStore && length > fill.Policy.MaxObjectBytes ? decision with { Reason = NotStoredReason.TooLarge } : decision;
    }

    /// <summary>
    /// A keyed fetch sends only what it knows to be in the key. When Vary names more, and the request has it, the answer was made
    /// without it: the fetch is repeated with it, before anybody saw anything.
    /// </summary>
    private static bool LacksVaryFields(Fill fill, Variance variance)
    {
        if (fill.Policy.Forward != ForwardMode.Keyed || fill.Attempts >= MaxAttempts)
        {
            return false;
        }

        foreach (var name in variance.Names)
        {
            if (fill.Cause.Headers.ContainsKey(name) && !fill.Request.Headers.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    private static void Repeat(Fill fill, Variance variance, StoredResponse? validated)
    {
        fill.Request = CreateRequest(
            fill.Request.Host, fill.Request.Target, fill.Cause, variance, fill.WithAuthorization, validated);
        fill.Repeat = true;
        Discard(fill);
    }

    private static void Discard(Fill fill)
    {
        fill.Discards = true;
        fill.CancelAttempt();
    }

    private async ValueTask WriteAsync(
        Fill fill, CancellationTokenSource limits, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (fill.Discards)
        {
            return;
        }

        var length = fill.Body.Length + bytes.Length;
        if (length > fill.ExpectedLength)
        {
            throw new FillAbortedException($"The origin sent more than the '{fill.ExpectedLength}' bytes it announced.");
        }

        if (!fill.Stored.Task.IsCompleted)
        {
            if (length > fill.Policy.MaxObjectBytes)
            {
                DoNotStore(fill, NotStoredReason.TooLarge, limits);
            }
            else if (_time.GetElapsedTime(fill.Sent) > _options.FillTimeout)
            {
                throw new FillAbortedException($"The body did not end within '{_options.FillTimeout}'.");
            }
            else
            {
                limits.CancelAfter(_options.BodyIdleTimeout);
            }
        }

        await fill.Body.AppendAsync(bytes, fill.Attempt is { } attempt ? attempt.Token : cancellationToken);
        if (!fill.Body.IsRetained && !fill.Stored.Task.IsCompleted)
        {
            DoNotStore(fill, NotStoredReason.TooLarge, limits);
        }
    }

    /// <summary>From here on the response belongs to those who read it: no time limit of ours, no memory beyond what they need.</summary>
    private void DoNotStore(Fill fill, NotStoredReason reason, CancellationTokenSource limits)
    {
        NotStored(fill, reason);
        fill.Stored.TrySetResult(null);
        limits.CancelAfter(Timeout.InfiniteTimeSpan);
        fill.Body.StopRetaining();
        fill.ReleaseReserved();
    }

    private void Complete(Fill fill)
    {
        if (fill.ExpectedLength is { } expected && fill.Body.Length != expected)
        {
            throw new FillAbortedException($"The origin sent '{fill.Body.Length}' of the '{expected}' bytes it announced.");
        }

        fill.Body.Complete();
        if (!fill.Stored.Task.IsCompleted)
        {
            Store(fill);
        }
    }

    private void Fail(Fill fill, Exception exception, OriginFailure failure)
    {
        fill.Body.Fail(exception);
        if (!fill.Started.Task.IsCompleted)
        {
            _metrics.OriginAnswered(_time.GetElapsedTime(fill.Sent), failed: true);
            if (fill.Stale is { Response.MayServeOnError: true } stale)
            {
                StandInFor(fill, stale.Response, 0);
            }
            else
            {
                fill.Started.TrySetResult(new FillStart(FillStartKind.Failed) { Failure = failure });
            }
        }

        if (fill.Stored.TrySetResult(null))
        {
            _metrics.NotStored(NotStoredReason.Incomplete);
        }

        if (fill.IsAbandoned)
        {
            return;
        }

        fill.Stale?.Response.PostponeRetry(_options.RetryAfterFailure);
        Log.FillFailed(_logger, fill.Request.Host, fill.Request.Target, exception.Message);
        if (_failureLog.Enter() is > 0 and var count)
        {
            Log.OriginFailing(_logger, fill.Request.Host, count, exception.Message);
        }
    }

    private void StandInFor(Fill fill, StoredResponse stale, int status)
    {
        stale.PostponeRetry(_options.RetryAfterFailure);
        fill.Started.TrySetResult(new FillStart(FillStartKind.StaleIfError)
        {
            StatusCode = status,
            Decision = stale.Decision,
            SecondaryKey = fill.Stale!.SecondaryKey,
            Response = stale,
        });
        fill.Stored.TrySetResult(stale);
    }

    private void Leave(Fill fill)
    {
        fill.Stored.TrySetResult(null);
        fill.ReleaseReserved();
        lock (fill.Record.Gate)
        {
            fill.Record.Fills.Remove(fill);
            _records.RemoveIfEmpty(fill.Record);
        }

        Interlocked.Decrement(ref _runningFills);
        if (fill.IsBackground)
        {
            fill.Stale?.EndRevalidation();
            Interlocked.Decrement(ref _backgroundFills);
        }
    }
}
