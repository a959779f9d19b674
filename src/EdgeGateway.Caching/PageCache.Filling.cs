using EdgeGateway.Caching.Collapsing;
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
    /// <summary>
    /// A fetch is repeated when Vary names fields it did not send, or a 304 does not fit; more often than this it fails.
    /// </summary>
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
            IsHead = plan.IsHead && !background,
            Generation = record.Generation,
            PurgeSequence = _purges.Now,
            Request = CreateRequest(
                plan.Host, plan.Target, cause, variance, plan.WithAuthorization, stale, plan.IsHead && !background,
                background ? null : plan.Request.Interim?.OpenInterim()),
        };
    }

    private static OriginRequest CreateRequest(
        string host, string target, CacheRequest cause, Variance variance, bool withAuthorization, StoredResponse? validated,
        bool isHead, Action<ReadOnlyMemory<byte>>? interim) =>
        new(cause.Scheme, host, target, OriginHeaders.Create(cause, variance, withAuthorization, validated), cause.Origin)
        {
            Method = isHead ? HttpMethods.Head : HttpMethods.Get,
            Interim = interim,
        };

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
            Country = request.Country,
            SegmentBits = request.SegmentBits,
            Partition = request.Partition,
            Origin = request.Origin,
        };
    }

    /// <summary>
    /// Starts the fetch without the visitor's execution context: no trace, culture or scope of theirs goes along.
    /// </summary>
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

    private void Fail(Fill fill, Exception exception, OriginFailure failure)
    {
        fill.Body.Fail(exception);
        if (!fill.Started.Task.IsCompleted)
        {
            if (fill.Held is null)
            {
                _metrics.OriginAnswered(_time.GetElapsedTime(fill.Sent), failed: true);
            }

            if (fill.Stale is { MayServeUnreachable: true } stale)
            {
                StandInFor(fill, stale, 0);
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

        fill.Stale?.PostponeRetry(_options.RetryAfterFailure);
        Log.FillFailed(_logger, fill.Request.Host, fill.Request.Target, exception.Message);
        if (_failureLog.Enter() is > 0 and var count)
        {
            Log.OriginFailing(_logger, fill.Request.Host, count, exception.Message);
        }
    }

    private void StandInFor(Fill fill, StoredResponse stale, int status)
    {
        stale.PostponeRetry(_options.RetryAfterFailure);
        fill.Started.TrySetResult(StandInStart(fill.Stale!, status));
        fill.Stored.TrySetResult(stale);
    }

    private static FillStart StandInStart(StoredVariant stale, int status) => new(FillStartKind.StaleIfError)
    {
        StatusCode = status,
        Decision = stale.Decision,
        SecondaryKey = stale.SecondaryKey,
        Response = stale,
    };

    private void Leave(Fill fill)
    {
        fill.Stored.TrySetResult(null);
        fill.ReleaseReserved();
        lock (fill.Record.Gate)
        {
            fill.Record.Remove(fill);
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
