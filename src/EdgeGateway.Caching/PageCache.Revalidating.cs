using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching;

/// <content>Background revalidation (RFC 5861 section 3): at most one per entry, a bounded number in all.</content>
public sealed partial class PageCache
{
    private void RevalidateInBackground(StoredVariant variant, CacheRequest request)
    {
        if (variant.IsRetryPostponed || !variant.TryBeginRevalidation())
        {
            return;
        }

        if (Interlocked.Increment(ref _backgroundFills) > _options.MaxBackgroundFills || !TryStartRevalidation(variant, request))
        {
            variant.EndRevalidation();
            Interlocked.Decrement(ref _backgroundFills);
        }
    }

    private bool TryStartRevalidation(StoredVariant variant, CacheRequest request)
    {
        var host = HostName.Canonical(request.Scheme, request.Host);
        var target = request.Policy.Rules.Query.Apply(request.Target);
        var record = variant.Record;
        lock (record.Gate)
        {
            var current = !record.Dead && ReferenceEquals(record.Find(request), variant);
            if (!current || FindFill(record, request) is not null)
            {
                return false;
            }

            // The visitor's credentials stay out of it: a stale entry that they may reuse is shared explicitly.
            var plan = new FetchPlan(request, record.Key, host, target, Credentials.None);
            var fill = CreateFill(record, plan, variant, background: true);
            record.Add(fill);
            Run(fill);
            return true;
        }
    }
}
