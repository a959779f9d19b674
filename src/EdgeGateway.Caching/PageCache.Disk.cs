using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Caching.Storage.Disk;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <content>
/// The second tier. A request that memory cannot answer and whose key stands in the index of the disk waits for one read, which all
/// who ask meanwhile share; what was read becomes an entry of memory like any other, and the request is answered from there.
/// </content>
public sealed partial class PageCache : IDiskClient
{
    private readonly DiskStore? _disk;
    private readonly Dictionary<ulong, Task> _loads = [];

    /// <summary>Bytes of the files on disk; 0 without a disk tier.</summary>
    public long DiskBytes => _disk?.Bytes ?? 0;

    /// <summary>Responses on disk; 0 without a disk tier.</summary>
    public int DiskCount => _disk?.Count ?? 0;

    /// <summary>Responses that wait to be written to disk.</summary>
    public int DiskQueued => _disk?.Queued ?? 0;

    byte[] IDiskClient.SaveDerived(StoredResponse response)
    {
        try
        {
            return response.Derived is { } derived && _deriver?.Save(derived) is { } saved ? saved : [];
        }
        catch (Exception exception)
        {
            DeriveFailed(exception);
            return [];
        }
    }

    bool IDiskClient.IsInUse(DiskImage image)
    {
        for (var variant = _records.Find(image.Key)?.Newest; variant is not null; variant = variant.NextOfRecord)
        {
            if (variant.SecondaryKey.AsSpan().SequenceEqual(image.SecondaryKey))
            {
                return variant.IsInUse;
            }
        }

        return false;
    }

    long IDiskClient.NextSequence() => _purges.Tick();

    void IDiskClient.DiskRead(DiskReading reading) => _metrics.DiskRead(reading);

    void IDiskClient.DiskWritten(DiskWriting writing) => _metrics.DiskWritten(writing);

    private async ValueTask<CacheAnswer> LoadAndAnswerAsync(FetchPlan plan, CancellationToken cancellationToken)
    {
        await LoadAsync(plan).WaitAsync(cancellationToken);
        var record = _records.Find(plan.Key);
        var variant = record?.Find(plan.Request);
        if (variant is not null && TryServe(variant, plan.Request, plan.Credentials, plan.Wishes, out var answer))
        {
            return answer;
        }

        if (plan.Wishes.OnlyIfCached)
        {
            return NotCached();
        }

        var reason = CheckFetch(plan.Request, plan.Credentials, record, variant, plan.Key);
        return reason == NotStoredReason.None
            ? await FetchAsync(plan, cancellationToken)
            : PassWithCookie(plan.Request, reason);
    }

    /// <summary>One read per key at a time; it belongs to no visitor, so it works on a copy of the request.</summary>
    private Task LoadAsync(FetchPlan plan)
    {
        var key = KeyHash.Compute(plan.Key);
        lock (_loads)
        {
            if (_loads.TryGetValue(key, out var running))
            {
                return running;
            }

            var request = Snapshot(plan.Request);
            using (ExecutionContext.SuppressFlow())
            {
                return _loads[key] = Task.Run(() => LoadAsync(key, plan.Key, request));
            }
        }
    }

    private async Task LoadAsync(ulong load, byte[] key, CacheRequest request)
    {
        long reserved = 0;
        try
        {
            StoreDecision? decision = null;
            var found = await _disk!.FindAsync(key, (image, bytes) =>
            {
                _store.Release(reserved);
                reserved = 0;
                decision = Judge(image, request);
                if (decision is null || !_store.TryReserve(bytes))
                {
                    return false;
                }

                reserved = bytes;
                return true;
            });
            if (found is not null && Promote(found, decision!, request, ref reserved) is { } variant)
            {
                reserved = 0;
                Settle(variant, []);
            }
        }
        finally
        {
            _store.Release(reserved);
            lock (_loads)
            {
                _loads.Remove(load);
            }
        }
    }

    /// <summary>The rules in force decide anew whether a response may be kept and what selects it; its times stand as they were.</summary>
    private StoreDecision? Judge(DiskImage image, CacheRequest request)
    {
        var headers = new HeaderDictionary();
        image.Headers.CopyAllTo(headers);
        if (image.SurrogateControl.Count > 0)
        {
            headers[Directives.OriginDirectives.SurrogateControl] = image.SurrogateControl;
        }

        var moment = new ResponseMoment(image.Received, _time.GetTimestamp(), TimeSpan.Zero);
        var decision = StorageRules.Decide(image.StatusCode, headers, request.Policy, sentAuthorization: false, in moment);
        return decision.MayStore && decision.Variance.Matches(request, image.SecondaryKey)
            ? decision with
            {
                InitialAge = image.InitialAge,
                Lifetime = image.Lifetime,
                StaleWhileRevalidate = image.StaleWhileRevalidate,
                StaleIfError = image.StaleIfError,
            }
            : null;
    }

    private StoredVariant? Promote(DiskFound found, StoreDecision decision, CacheRequest request, ref long reserved)
    {
        var image = found.Image;
        var received = _time.GetTimestamp() - (long)(_disk!.AgeOf(image).TotalSeconds * _time.TimestampFrequency);
        var variant = new StoredVariant(
            _records.GetOrAdd(image.Key), image.SecondaryKey, image.StatusCode, image.Headers, new SharedBody(found.Body), decision, received, _kinds)
        {
            Forms = FormsOf(image, found.Body.Length, request.Policy),
            PolicyKeyLength = image.PolicyKeyLength,
        };
        Restore(variant, found.Derived, request.Origin);
        while (true)
        {
            var record = variant.Record;
            var size = variant.Measure(image.Tags) + _tags.CostOf(image.Tags);
            if (size > reserved && !_store.TryReserve(size - reserved))
            {
                return null;
            }

            _store.Release(Math.Max(0, reserved - size));
            reserved = size;
            variant.Size = size;
            variant.Place = VariantPlace.Held;
            lock (record.Gate)
            {
                if (!record.Dead)
                {
                    if (TryPublish(record, variant, found, request.Policy))
                    {
                        return variant;
                    }

                    variant.Place = VariantPlace.Gone;
                    _records.RemoveIfEmpty(record);
                    return null;
                }
            }

            variant.Record = _records.GetOrAdd(image.Key);
        }
    }

    /// <summary>
    /// The caller holds the record's lock. What memory holds is newer than what disk holds. As in <see cref="Publish"/>, the tags
    /// come before the question about purges.
    /// </summary>
    private bool TryPublish(CacheRecord record, StoredVariant variant, DiskFound found, CachePolicy policy)
    {
        var count = 1;
        for (var newer = record.Newest; newer is not null; newer = newer.NextOfRecord)
        {
            if (IsReplaced(newer, variant))
            {
                return false;
            }

            count++;
        }

        if (count > policy.MaxVariants)
        {
            return false;
        }

        _tags.Add(variant, found.Image.Tags);
        if (_disk!.IsPurged(found, out var staleSince))
        {
            _tags.Remove(variant);
            return false;
        }

        if (staleSince is { } since)
        {
            variant.MarkStale(_time.GetUtcNow() - since);
        }

        record.AddNewest(variant);
        return true;
    }

    private EncodedBodies? FormsOf(DiskImage image, long length, CachePolicy policy)
    {
        if (image.OriginCoding is not { } coding)
        {
            return null;
        }

        // The origin's own coded bytes are not on disk, so its strong tag belongs to none of the forms: to one that is never made.
        var origin = coding == ContentCoding.Identity ? coding : ContentCoding.Deflate;
        return new EncodedBodies(EncodingRules.MayCompress(image.Headers["Content-Type"], policy, length) ? _encodings : null, origin);
    }

    private void Restore(StoredResponse response, byte[] saved, object? origin)
    {
        try
        {
            if (saved.Length > 0 && _deriver?.Restore(response, saved, origin) is { } restored)
            {
                response.SetDerived(restored);
                return;
            }
        }
        catch (Exception exception)
        {
            DeriveFailed(exception);
        }

        Derive(response, origin);
    }
}
