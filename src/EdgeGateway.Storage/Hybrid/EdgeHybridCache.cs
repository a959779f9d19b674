using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Storage.Hybrid;

/// <summary>
/// The platform's HybridCache for decisions and rendered fragments: values are kept as the instances the factory made, so
/// they must not change afterwards. A hit completes at once and allocates nothing. Callers of one key share one factory; a
/// value whose key or tag was removed while its factory ran is handed to its callers and not kept. Bounded in bytes.
/// Thread-safe: reads take no lock, everything else a short one.
/// </summary>
public sealed partial class EdgeHybridCache : HybridCache
{
    private const long EntryOverheadBytes = 200;
    private const HybridCacheEntryFlags NoFlags = HybridCacheEntryFlags.None;

    private readonly EdgeHybridCacheOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, CacheEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CacheEntry>.AlternateLookup<ReadOnlySpan<char>> _entriesBySpan;
    private readonly Dictionary<string, CacheFlight> _flights = new(StringComparer.Ordinal);
    private readonly CacheTags _tags = new();
    private readonly EvictionPolicy _eviction;

    /// <summary>An empty cache.</summary>
    public EdgeHybridCache(EdgeHybridCacheOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _entriesBySpan = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        _eviction = new EvictionPolicy(options.MaxBytes);
    }

    /// <summary>Entries kept, those included that time or a tag has ended but nobody asked for since.</summary>
    public int Count => _entries.Count;

    /// <summary>Bytes of all entries with their keys.</summary>
    public long SizeBytes
    {
        get
        {
            lock (_lock)
            {
                return _eviction.Bytes;
            }
        }
    }

    /// <summary>Tags that entries or running factories hold.</summary>
    internal int TagsInUse
    {
        get
        {
            lock (_lock)
            {
                return _tags.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        ReadOnlySpan<char> key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default) =>
        MayRead(options) && _entriesBySpan.TryGetValue(key, out var entry) && TryUse<T>(entry, out var value)
            ? new ValueTask<T>(value)
            : CreateAsync(key.ToString(), state, factory, options, tags, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return MayRead(options) && _entries.TryGetValue(key, out var entry) && TryUse<T>(entry, out var value)
            ? new ValueTask<T>(value)
            : CreateAsync(key, state, factory, options, tags, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask SetAsync<T>(
        string key,
        T value,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (IsUsable(key) && MayWrite(options))
        {
            lock (_lock)
            {
                Outdate(key);
                var held = _tags.Acquire(tags);
                Keep(key, value, options, held, _tags.Epoch);
                _tags.Release(held);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_lock)
        {
            Outdate(key);
            if (_entries.TryGetValue(key, out var entry))
            {
                Drop(entry);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (!string.IsNullOrWhiteSpace(tag))
        {
            lock (_lock)
            {
                _tags.Remove(tag);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static HybridCacheEntryFlags FlagsOf(HybridCacheEntryOptions? options, HybridCacheEntryOptions defaults) =>
        options?.Flags ?? defaults.Flags ?? NoFlags;

    private bool MayRead(HybridCacheEntryOptions? options) =>
        (FlagsOf(options, _options.DefaultEntryOptions) & HybridCacheEntryFlags.DisableLocalCacheRead) == 0;

    private bool MayWrite(HybridCacheEntryOptions? options) =>
        (FlagsOf(options, _options.DefaultEntryOptions) & HybridCacheEntryFlags.DisableLocalCacheWrite) == 0;

    private bool MayCreate(HybridCacheEntryOptions? options) =>
        (FlagsOf(options, _options.DefaultEntryOptions) & HybridCacheEntryFlags.DisableUnderlyingData) == 0;

    // As the platform's own cache: such keys are not an error, they just bypass the cache.
    private bool IsUsable(string key) =>
        key.Length > 0 && key.Length <= _options.MaximumKeyLength && !key.AsSpan().ContainsAnyInRange('\0', '\u001f');

    // An entry of another type is a miss, and its key's next value replaces it.
    private bool TryUse<T>(CacheEntry entry, [MaybeNullWhen(false)] out T value)
    {
        if (entry is CacheEntry<T> typed && entry.IsValid(_time.GetTimestamp(), _tags.EverythingRemovedAt))
        {
            entry.Touch();
            value = typed.Value;
            return true;
        }

        value = default;
        return false;
    }

    // Under the lock.
    private void Keep<T>(string key, T value, HybridCacheEntryOptions? options, CacheTag[] tags, long epoch)
    {
        var lifetime = LifetimeOf(options);
        var size = SizeOf(value);
        var expires = _time.GetTimestamp() + (long)(lifetime.TotalSeconds * _time.TimestampFrequency);
        var total = size + EntryOverheadBytes + (key.Length * sizeof(char));
        var entry = new CacheEntry<T>(key, value, tags, epoch, expires, total);
        if (lifetime > TimeSpan.Zero && !entry.IsValid(_time.GetTimestamp(), _tags.EverythingRemovedAt))
        {
            return;
        }

        if (_entries.TryGetValue(key, out var old))
        {
            Drop(old);
        }

        if (lifetime <= TimeSpan.Zero || size > _options.MaximumPayloadBytes)
        {
            return;
        }

        CacheTags.Hold(tags);
        _entries[key] = entry;
        _eviction.Add(entry);
        while (_eviction.Evict() is { } victim)
        {
            Drop(victim);
        }
    }

    // Under the lock.
    private void Drop(CacheEntry entry)
    {
        if (_entries.TryRemove(KeyValuePair.Create(entry.Key, entry)))
        {
            EvictionPolicy.Take(entry);
            _tags.Release(entry.Tags);
        }
    }

    // Under the lock.
    private void Outdate(string key)
    {
        if (_flights.Remove(key, out var flight))
        {
            flight.IsOutdated = true;
        }
    }

    private TimeSpan LifetimeOf(HybridCacheEntryOptions? options)
    {
        var overall = options?.Expiration ?? _options.DefaultEntryOptions.Expiration ?? TimeSpan.FromMinutes(5);
        var local = options?.LocalCacheExpiration
            ?? (options?.Expiration is null ? _options.DefaultEntryOptions.LocalCacheExpiration : null)
            ?? overall;
        return local < overall ? local : overall;
    }

    private long SizeOf<T>(T value) => value switch
    {
        ICacheSized sized => sized.SizeBytes,
        string text => (long)text.Length * sizeof(char),
        byte[] bytes => bytes.Length,
        _ => _options.DefaultEntryBytes,
    };
}
