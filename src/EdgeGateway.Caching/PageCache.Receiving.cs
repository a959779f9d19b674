using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>What the origin sends: headers and the decision they allow, the body, its proven end.</content>
public sealed partial class PageCache
{
    /// <summary>A body up to this length is waited for while a stale response may stand in for it.</summary>
    private const long MaxHeldBytes = 1 << 20;

    private static readonly TimeSpan MaxHeld = TimeSpan.FromSeconds(2);

    private void OnHeaders(Fill fill, OriginResponse response, CancellationTokenSource limits)
    {
        var moment = new ResponseMoment(_time.GetUtcNow(), _time.GetTimestamp(), _time.GetElapsedTime(fill.Sent));
        _metrics.OriginAnswered(moment.Delay, failed: false);
        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            OnNotModified(fill, response, in moment);
        }
        else if (StatusRules.IsOriginError(response.StatusCode) && fill.Stale is { MayServeOnError: true } stale)
        {
            Discard(fill);
            StandInFor(fill, stale, response.StatusCode);
        }
        else if (fill.IsHead)
        {
            OnHead(fill, response, in moment);
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
            Repeat(fill, decision.Variance, fill.Stale);
            return;
        }

        var mayHaveForms = EncodingRules.MayHaveForms(headers, decision, fill.Policy, length);
        if (mayHaveForms)
        {
            EncodingRules.AddVary(headers);
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
            MayHaveForms = mayHaveForms,
        };
        if (decision.MayStore)
        {
            fill.Body.Expect(length ?? -1);
            limits.CancelAfter(_options.BodyIdleTimeout);
            fill.Held = start;
            if (fill.Stale is not { MayServeOnError: true })
            {
                Announce(fill);
            }
        }
        else
        {
            fill.Held = start;
            DoNotStore(fill, decision.Reason, limits);
        }
    }

    /// <summary>
    /// Tells those who wait. While a stale response could still stand in for a body that breaks off, they are told only when the body
    /// is whole, large or slow: a page that was there never turns into half a page.
    /// </summary>
    private static void Announce(Fill fill)
    {
        if (fill.Held is { } start)
        {
            fill.Started.TrySetResult(start);
        }
    }

    private static StoreDecision Restrict(StoreDecision decision, OriginResponse response, Fill fill, long? length)
    {
        if (decision.MayStore && response.EndsWithConnection)
        {
            return decision with { Reason = NotStoredReason.Incomplete };
        }

        var reason = length > fill.Policy.MaxObjectBytes ? NotStoredReason.TooLarge
            : length < fill.Policy.MinObjectBytes ? NotStoredReason.TooSmall
            : NotStoredReason.None;
        return decision.MayStore && reason != NotStoredReason.None ? decision with { Reason = reason } : decision;
    }

    /// <summary>
    /// A keyed fetch sends only what it knows to be in the key. When Vary names more, and the request says something else than what
    /// was sent, the answer was made for another request: the fetch is repeated with it, before anybody saw anything.
    /// </summary>
    private static bool LacksVaryFields(Fill fill, Variance variance)
    {
        if (fill.Policy.Forward != ForwardMode.Keyed || fill.Attempts >= MaxAttempts)
        {
            return false;
        }

        foreach (var name in variance.Names)
        {
            if (!fill.Policy.Rules.Normalises(name) && fill.Cause.Headers[name] is { Count: > 0 } wanted
                && FieldForm.Of(name, wanted) != fill.Request.Headers[name])
            {
                return true;
            }
        }

        return false;
    }

    private static void Repeat(Fill fill, Variance variance, StoredResponse? validated)
    {
        fill.Request = CreateRequest(
            fill.Request.Host, fill.Request.Target, fill.Cause, variance, fill.WithAuthorization, validated, fill.IsHead, fill.Request.Interim);
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

        if (length > MaxHeldBytes || _time.GetElapsedTime(fill.Received) > MaxHeld)
        {
            Announce(fill);
        }

        await fill.Body.AppendAsync(bytes, fill.Attempt is { } attempt ? attempt.Token : cancellationToken);
        if (!fill.Body.IsRetained && !fill.Stored.Task.IsCompleted)
        {
            DoNotStore(fill, NotStoredReason.TooLarge, limits);
        }
    }

    /// <summary>
    /// From here on the response belongs to those who read it: no time limit of ours, no memory beyond what they need.
    /// </summary>
    private void DoNotStore(Fill fill, NotStoredReason reason, CancellationTokenSource limits)
    {
        Announce(fill);
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

        Announce(fill);
        fill.Body.Complete();
        if (fill.Stored.Task.IsCompleted)
        {
            return;
        }

        if (fill.Body.Length < fill.Policy.MinObjectBytes)
        {
            // Its length was not announced.
            NotStored(fill, NotStoredReason.TooSmall);
            return;
        }

        Store(fill);
    }
}
