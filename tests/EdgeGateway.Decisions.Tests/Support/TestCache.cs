using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Decisions.Tests.Support;

/// <summary>The cache that decisions use in tests.</summary>
internal static class TestCache
{
    public static HybridCache Create(TimeProvider time) => new MemoryCache(time);

    private sealed class MemoryCache(TimeProvider time) : HybridCache
    {
        private readonly Dictionary<string, (object? Value, DateTimeOffset Until, string[] Tags)> _entries = new(StringComparer.Ordinal);

        public override ValueTask<T> GetOrCreateAsync<TState, T>(
            string key,
            TState state,
            Func<TState, CancellationToken, ValueTask<T>> factory,
            HybridCacheEntryOptions? options = null,
            IEnumerable<string>? tags = null,
            CancellationToken cancellationToken = default) =>
            _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow() ? new((T)entry.Value!) : default;

        public override ValueTask<T> GetOrCreateAsync<TState, T>(
            ReadOnlySpan<char> key,
            TState state,
            Func<TState, CancellationToken, ValueTask<T>> factory,
            HybridCacheEntryOptions? options = null,
            IEnumerable<string>? tags = null,
            CancellationToken cancellationToken = default) =>
            _entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow()
                ? new((T)entry.Value!)
                : default;

        public override ValueTask SetAsync<T>(
            string key,
            T value,
            HybridCacheEntryOptions? options = null,
            IEnumerable<string>? tags = null,
            CancellationToken cancellationToken = default)
        {
            _entries[key] = (value, time.GetUtcNow() + options!.Expiration!.Value, [.. tags ?? []]);
            return default;
        }

        public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
        {
            _entries.Remove(key);
            return default;
        }

        public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
        {
            foreach (var key in _entries.Where(entry => entry.Value.Tags.Contains(tag)).Select(entry => entry.Key).ToArray())
            {
                _entries.Remove(key);
            }

            return default;
        }
    }
}
