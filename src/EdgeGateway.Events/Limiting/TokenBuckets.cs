using System.Runtime.InteropServices;

namespace EdgeGateway.Events.Limiting;

/// <summary>
/// A token bucket per key: <c>rate</c> tokens a second up to <c>burst</c>. Bounded by two generations: a key that is used
/// lives on in the newer one, and when that is full the older is dropped. Thread-safe; the lock is held for one look-up.
/// </summary>
internal sealed class TokenBuckets<TKey>(double rate, double burst, int maxKeys, TimeProvider time)
    where TKey : struct, IEquatable<TKey>
{
    private readonly Lock _lock = new();
    private readonly int _generationKeys = Math.Max(1, maxKeys / 2);
    private Dictionary<TKey, Bucket> _newer = [];
    private Dictionary<TKey, Bucket> _older = [];

    /// <summary>Keys remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _newer.Count + _older.Count;
            }
        }
    }

    /// <summary>Takes tokens, all or none.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="tokens">How many; more than the burst never succeeds.</param>
    /// <param name="retryAfter">When they will be there; zero on success.</param>
    public bool TryTake(TKey key, double tokens, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (rate <= 0)
        {
            return true;
        }

        lock (_lock)
        {
            ref var bucket = ref Find(key);
            var now = time.GetTimestamp();
            var seconds = Math.Max(0, time.GetElapsedTime(bucket.Since, now).TotalSeconds);
            bucket.Tokens = Math.Min(burst, bucket.Tokens + seconds * rate);
            bucket.Since = now;
            if (bucket.Tokens < tokens)
            {
                retryAfter = TimeSpan.FromSeconds((tokens - bucket.Tokens) / rate);
                return false;
            }

            bucket.Tokens -= tokens;
            return true;
        }
    }

    private ref Bucket Find(TKey key)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_newer, key);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known))
        {
            return ref known;
        }

        if (_newer.Count >= _generationKeys)
        {
            (_newer, _older) = (_older, _newer);
            _newer.Clear();
        }

        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_newer, key, out _);
        bucket = _older.Remove(key, out var old) ? old : new Bucket { Tokens = burst, Since = time.GetTimestamp() };
        return ref bucket;
    }

    private struct Bucket
    {
        public double Tokens;
        public long Since;
    }
}
