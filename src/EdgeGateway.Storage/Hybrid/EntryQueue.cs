namespace EdgeGateway.Storage.Hybrid;

/// <summary>A first-in first-out queue of entries, from which any can be taken at once. Under the cache's lock.</summary>
internal sealed class EntryQueue
{
    private CacheEntry? _newest;
    private CacheEntry? _oldest;

    /// <summary>Bytes of all entries in it.</summary>
    public long Bytes { get; private set; }

    /// <summary>The entry that waits longest.</summary>
    public CacheEntry? Oldest => _oldest;

    public void Add(CacheEntry entry)
    {
        entry.Queue = this;
        entry.Next = null;
        entry.Previous = _newest;
        if (_newest is null)
        {
            _oldest = entry;
        }
        else
        {
            _newest.Next = entry;
        }

        _newest = entry;
        Bytes += entry.SizeBytes;
    }

    public void Take(CacheEntry entry)
    {
        if (entry.Previous is null)
        {
            _oldest = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }

        if (entry.Next is null)
        {
            _newest = entry.Previous;
        }
        else
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Queue = null;
        entry.Next = null;
        entry.Previous = null;
        Bytes -= entry.SizeBytes;
    }
}
