using EdgeGateway.Primitives.Ids;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>
/// Keeps scored rows in a HybridCache. Reading never waits: a value that is not at hand at once counts as absent. Every entry
/// carries a tag for its visitor and its model, so that an erasure or a withdrawn model removes what it left. Thread-safe.
/// </summary>
public sealed class DecisionCache(HybridCache cache)
{
    private const string AllTag = "decisions";

    private static readonly HybridCacheEntryOptions ReadOnly = new()
    {
        Flags = HybridCacheEntryFlags.DisableUnderlyingData | HybridCacheEntryFlags.DisableLocalCacheWrite
            | HybridCacheEntryFlags.DisableDistributedCache,
    };

    /// <summary>Forgets what was scored for a visitor.</summary>
    public ValueTask ForgetVisitorAsync(VisitorId visitor, CancellationToken cancel = default) =>
        cache.RemoveByTagAsync(VisitorTag(visitor), cancel);

    /// <summary>Forgets what any version of a model scored.</summary>
    public ValueTask ForgetModelAsync(string model, CancellationToken cancel = default) =>
        cache.RemoveByTagAsync(ModelTag(model), cancel);

    /// <summary>
    /// Forgets everything. A changed catalogue does not need this: rows are checked against the current one when read.
    /// </summary>
    public ValueTask ForgetAllAsync(CancellationToken cancel = default) => cache.RemoveByTagAsync(AllTag, cancel);

    internal CachedRow? Find(ReadOnlySpan<char> key)
    {
        var reading = cache.GetOrCreateAsync(key, 0, static (_, _) => ValueTask.FromResult<CachedRow?>(null), ReadOnly);
        if (reading.IsCompletedSuccessfully)
        {
            return reading.GetAwaiter().GetResult();
        }

        Observe(reading.AsTask());
        return null;
    }

    internal void Store(ReadOnlySpan<char> key, CachedRow row, TimeSpan lifetime, VisitorId visitor, string model)
    {
        var options = new HybridCacheEntryOptions { Expiration = lifetime, LocalCacheExpiration = lifetime };
        string[] tags = visitor.IsNone ? [AllTag, ModelTag(model)] : [AllTag, ModelTag(model), VisitorTag(visitor)];
        var writing = cache.SetAsync(key.ToString(), row, options, tags);
        if (writing.IsCompletedSuccessfully)
        {
            writing.GetAwaiter().GetResult();
        }
        else
        {
            Observe(writing.AsTask());
        }
    }

    private static string VisitorTag(VisitorId visitor) => $"visitor:{visitor}";

    private static string ModelTag(string model) => $"model:{model}";

    // Nobody waits for it; reading the exception keeps the runtime from reporting it as unobserved.
    private static void Observe(Task task) =>
        task.ContinueWith(
            static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
}
