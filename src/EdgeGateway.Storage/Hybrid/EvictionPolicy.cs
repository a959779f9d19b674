namespace EdgeGateway.Storage.Hybrid;

/// <summary>
/// S3-FIFO (Yang and others, "FIFO queues are all you need for cache eviction", SOSP 2023): new entries pass a small queue
/// and only those that are read there reach the main one, so that a scan of keys nobody asks for again cannot push out what
/// is in use; a key that comes back soon after its eviction goes to the main queue at once. Under the cache's lock.
/// </summary>
internal sealed class EvictionPolicy(long maxBytes)
{
    private const int SmallShare = 10;
    private const int RememberedKeys = 8192;

    private readonly EntryQueue _small = new();
    private readonly EntryQueue _main = new();
    private readonly HashSet<int> _remembered = [];
    private readonly Queue<int> _rememberedOrder = new();

    /// <summary>Bytes of all entries.</summary>
    public long Bytes => _small.Bytes + _main.Bytes;

    /// <summary>Lets an entry in.</summary>
    public void Add(CacheEntry entry) => (_remembered.Contains(HashOf(entry)) ? _main : _small).Add(entry);

    /// <summary>Takes an entry out.</summary>
    public static void Take(CacheEntry entry) => entry.Queue?.Take(entry);

    /// <summary>Takes out the entry that has to go; null when all fit.</summary>
    public CacheEntry? Evict()
    {
        while (Bytes > maxBytes)
        {
            var fromSmall = _main.Oldest is null || (_small.Bytes > maxBytes / SmallShare && _small.Oldest is not null);
            if ((fromSmall ? EvictSmall() : EvictMain()) is { } victim)
            {
                return victim;
            }
        }

        return null;
    }

    private CacheEntry? EvictSmall()
    {
        var entry = _small.Oldest!;
        _small.Take(entry);
        if (entry.Uses > 0)
        {
            entry.Uses = 0;
            _main.Add(entry);
            return null;
        }

        Remember(HashOf(entry));
        return entry;
    }

    private CacheEntry? EvictMain()
    {
        var entry = _main.Oldest!;
        _main.Take(entry);
        if (entry.Uses > 0)
        {
            entry.Uses--;
            _main.Add(entry);
            return null;
        }

        return entry;
    }

    private void Remember(int hash)
    {
        if (_remembered.Add(hash))
        {
            _rememberedOrder.Enqueue(hash);
            if (_rememberedOrder.Count > RememberedKeys)
            {
                _remembered.Remove(_rememberedOrder.Dequeue());
            }
        }
    }

    private static int HashOf(CacheEntry entry) => string.GetHashCode(entry.Key, StringComparison.Ordinal);
}
