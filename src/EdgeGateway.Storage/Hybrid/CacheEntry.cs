namespace EdgeGateway.Storage.Hybrid;

/// <summary>
/// One value in the cache. Readers touch it without a lock and may only raise <see cref="Uses"/>; everything else is set
/// before it is published, or changed under the cache's lock.
/// </summary>
internal abstract class CacheEntry(string key, CacheTag[] tags, long epoch, long expires, long sizeBytes)
{
    private const int MaxUses = 3;

    private int _uses;

    public string Key => key;

    public CacheTag[] Tags => tags;

    public long SizeBytes => sizeBytes;

    /// <summary>The queue it waits in; null when it is out of the cache.</summary>
    public EntryQueue? Queue { get; set; }

    public CacheEntry? Next { get; set; }

    public CacheEntry? Previous { get; set; }

    /// <summary>How often it was read since eviction last looked at it, up to three.</summary>
    public int Uses
    {
        get => _uses;
        set => _uses = value;
    }

    /// <summary>Counts a read. Two at once may count as one, which eviction does not mind.</summary>
    public void Touch()
    {
        if (_uses < MaxUses)
        {
            _uses++;
        }
    }

    /// <summary>True while neither time nor a tag has ended it.</summary>
    public bool IsValid(long now, long everythingRemovedAt)
    {
        if (now >= expires || everythingRemovedAt > epoch)
        {
            return false;
        }

        foreach (var tag in tags)
        {
            if (tag.RemovedAt > epoch)
            {
                return false;
            }
        }

        return true;
    }
}
