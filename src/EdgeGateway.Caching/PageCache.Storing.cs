using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>What becomes of a complete response: derive, make room, publish under its record, link into the queues.</content>
public sealed partial class PageCache
{
    private void Store(Fill fill)
    {
        var start = fill.Started.Task.GetAwaiter().GetResult();
        if (ToVariant(fill, start) is not { } variant)
        {
            NotStored(fill, NotStoredReason.BadEncoding);
            fill.Stored.TrySetResult(null);
            return;
        }

        Derive(variant, fill.Origin);
        if (variant.Derived is { Refusal: not NotStoredReason.None and var reason })
        {
            NotStored(fill, reason);
            fill.Stored.TrySetResult(null);
            return;
        }

        Keep(fill, variant);
        fill.Stored.TrySetResult(variant);
    }

    /// <summary>A 304 (RFC 9111 section 4.3.4): the stored body lives on under the merged fields.</summary>
    private void OnNotModified(Fill fill, OriginResponse notModified, in ResponseMoment moment)
    {
        if (fill.Stale is not { } stale || !Confirms(notModified.Headers, fill.Request, stale))
        {
            RepeatWithoutConditions(fill);
            return;
        }

        Discard(fill);
        Refresh(fill, stale, notModified.Headers, StatusCodes.Status304NotModified, in moment);
    }

    /// <summary>Puts the stored body under the fields that came for it.</summary>
    private void Refresh(Fill fill, StoredResponse stale, IHeaderDictionary fields, int status, in ResponseMoment moment)
    {
        var headers = StoredHeadersBuilder.Merge(stale, fields);
        if (headers.Date.Count == 0)
        {
            headers.Date = moment.Received.ToString("r");
        }

        if (stale.Forms is not null)
        {
            EncodingRules.AddVary(headers);
        }

        var decision = StorageRules.Decide(stale.StatusCode, headers, fill.Policy, fill.WithAuthorization, in moment);
        var shared = StoredHeadersBuilder.Shared(headers, decision.Directives);
        var variant = new StoredVariant(
            fill.Record, decision.Variance.KeyOf(fill.Cause), stale.StatusCode, shared, stale.Body, decision, moment.Timestamp, _kinds)
        {
            Forms = stale.Forms,
            PolicyKeyLength = Variance.None.KeyOf(fill.Cause).Length,
        };
        variant.SetDerived(stale.Derived);
        fill.Confirms = true;
        if (decision.MayStore)
        {
            _store.Unlink(fill.Stale!);
            Keep(fill, variant);
        }
        else
        {
            NotStored(fill, decision.Reason);
        }

        fill.Stored.TrySetResult(decision.MayStore ? variant : null);
        fill.Started.TrySetResult(new FillStart(FillStartKind.Refreshed)
        {
            StatusCode = status,
            Decision = decision,
            SecondaryKey = variant.SecondaryKey,
            Response = variant,
        });
    }

    /// <summary>A 304 speaks of our copy only if we asked about it and it names no other.</summary>
    private static bool Confirms(IHeaderDictionary headers, OriginRequest request, StoredResponse stale)
    {
        var asked = request.Headers.IfNoneMatch.Count > 0 || request.Headers.IfModifiedSince.Count > 0;
        var tag = EntityTags.Read(headers.ETag);
        return asked && (tag is null || stale.ETag is null || EntityTags.SameOpaque(tag, stale.ETag));
    }

    private static void RepeatWithoutConditions(Fill fill)
    {
        if (fill.Attempts >= MaxAttempts)
        {
            throw new FillAbortedException("The origin answered 304 to a request without conditions.");
        }

        Repeat(fill, fill.Variance, validated: null);
    }

    private void Derive(StoredResponse response, object? origin)
    {
        try
        {
            response.SetDerived(_deriver?.Derive(response, origin));
        }
        catch (Exception exception)
        {
            DeriveFailed(exception);
        }
    }

    private void DeriveFailed(Exception exception)
    {
        _metrics.DeriveFailed();
        if (_deriveLog.Enter() is > 0 and var count)
        {
            Log.DeriveFailing(_logger, exception, count);
        }
    }

    private void Keep(Fill fill, StoredVariant variant)
    {
        var tags = SurrogateKeys.Of(variant.Headers, fill.Policy);
        var size = variant.Measure(tags) + _tags.CostOf(tags);
        if (!fill.ReserveExactly(size))
        {
            NotStored(fill, NotStoredReason.TooLarge);
            return;
        }

        variant.Size = size;
        variant.Place = VariantPlace.Held;
        variant.Forms?.Count();
        var reason = Publish(fill, variant, tags, out var replaced);
        if (reason != NotStoredReason.None)
        {
            variant.Place = VariantPlace.Gone;
            NotStored(fill, reason, purged: reason == NotStoredReason.NoFreshness);
            return;
        }

        fill.PassReserved();
        Settle(variant, replaced);
        _disk?.Write(variant, fill.PurgeSequence, tags);
    }

    /// <summary>Outside the record's lock: queues and tags learn of the new entry and forget those it replaced.</summary>
    private void Settle(StoredVariant variant, List<StoredVariant> replaced)
    {
        var proven = false;
        foreach (var old in replaced)
        {
            old.Replaced = true;
            proven |= _store.Unlink(old) && variant.Variance.SameAs(old.Variance);
            _tags.Remove(old);
        }

        _store.Link(variant, proven);
        if (variant.Removed)
        {
            Drop(variant);
        }

        _uncacheable.Forget(KeyHash.Compute(variant.SecondaryKey, KeyHash.Compute(variant.Record.Key)));
    }

    /// <summary>
    /// Puts the entry first in its record unless a purge came between. Entries with the same key go, and so do those that an
    /// older Vary or VaryBy of the same policy selected: the newest response says what selects now. The tags come before the question about
    /// purges: one that looks for entries afterwards finds this one, one that looked before is known here.
    /// </summary>
    private NotStoredReason Publish(Fill fill, StoredVariant variant, string[] tags, out List<StoredVariant> replaced)
    {
        var record = fill.Record;
        replaced = [];
        lock (record.Gate)
        {
            var kept = 1;
            for (var old = record.Newest; old is not null; old = old.NextOfRecord)
            {
                if (IsReplaced(old, variant))
                {
                    replaced.Add(old);
                }
                else
                {
                    kept++;
                }
            }

            if (fill.Confirms && !replaced.Contains(fill.Stale!))
            {
                // A newer body came while the origin confirmed this one.
                return NotStoredReason.NoFreshness;
            }

            if (kept > fill.Policy.MaxVariants && !DropOldestStale(record, replaced))
            {
                return NotStoredReason.TooManyVariants;
            }

            _tags.Add(variant, tags);
            if (fill.Generation != record.Generation || _purges.IsPurged(fill.PurgeSequence, tags))
            {
                // What was purged is stale on arrival.
                _tags.Remove(variant);
                return NotStoredReason.NoFreshness;
            }

            record.AddNewest(variant);
            foreach (var old in replaced)
            {
                record.Remove(old);
            }

            return NotStoredReason.None;
        }
    }

    private static bool IsReplaced(StoredVariant old, StoredVariant by)
    {
        if (old.SecondaryKey.AsSpan().SequenceEqual(by.SecondaryKey) || PolicyKey.IsOutdated(old.SecondaryKey, by.SecondaryKey))
        {
            return true;
        }

        var samePolicy = old.PolicyKeyLength == by.PolicyKeyLength
            && old.SecondaryKey.AsSpan(0, old.PolicyKeyLength).SequenceEqual(by.SecondaryKey.AsSpan(0, by.PolicyKeyLength));
        return samePolicy && !old.Variance.SameAs(by.Variance);
    }

    private static bool DropOldestStale(CacheRecord record, List<StoredVariant> dropped)
    {
        StoredVariant? oldest = null;
        for (var variant = record.Newest; variant is not null; variant = variant.NextOfRecord)
        {
            if (!variant.IsFresh && !dropped.Contains(variant))
            {
                oldest = variant;
            }
        }

        if (oldest is not null)
        {
            dropped.Add(oldest);
        }

        return oldest is not null;
    }

    /// <summary>
    /// Counts the reason, lets later requests pass without waiting, and removes what the refused response supersedes.
    /// </summary>
    private void NotStored(Fill fill, NotStoredReason reason, bool purged = false)
    {
        _metrics.NotStored(reason);
        Log.NotStored(_logger, fill.Request.Host, fill.Request.Target, reason);
        if (fill.WithAuthorization && fill.Stale is { Removed: false })
        {
            // One visitor's own answer says nothing about what all share.
            return;
        }

        // A damaged answer and an error of the server supersede nothing: the stale page may still stand in, or be confirmed later.
        if (reason != NotStoredReason.BadEncoding && !IsServerError(fill))
        {
            RemoveStale(fill);
        }

        if (!fill.WithAuthorization && !purged)
        {
            var key = KeyHash.Compute(fill.SecondaryKey, KeyHash.Compute(fill.Record.Key));
            _uncacheable.Remember(key, reason, fill.Policy.RememberUncacheable);
        }
    }

    private static bool IsServerError(Fill fill) =>
        fill.Started.Task is { IsCompletedSuccessfully: true } started
        && StatusRules.LeavesStoredAlone(started.GetAwaiter().GetResult().StatusCode);

    private void RemoveStale(Fill fill)
    {
        if (fill.Stale is { } stale)
        {
            stale.Purged = true;
            _disk?.PurgeKey(stale.Record.Key, PurgeMode.Hard, _purges.Tick());
            Remove(stale);
        }
    }

    private void Remove(StoredVariant variant)
    {
        _store.Unlink(variant);
        Drop(variant);
    }

    /// <summary>Takes an entry that left the store out of its record and the tags. Called without any lock held.</summary>
    private void Drop(StoredVariant variant)
    {
        _tags.Remove(variant);
        var record = variant.Record;
        lock (record.Gate)
        {
            if (record.Remove(variant))
            {
                _records.RemoveIfEmpty(record);
            }
        }
    }
}
