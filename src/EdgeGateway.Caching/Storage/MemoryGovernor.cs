namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Keeps the memory that the process takes near the cap, not only the bytes that are accounted. What is evicted is garbage until
/// a full collection, and lies as holes among what lives after it. So a collection in the background is asked for when a part
/// of the cap has become garbage, and the room for entries is the cap without what the heap has committed beyond what lives. It
/// begins smaller and grows to the whole cap where little is evicted. docs/decisions/0015-memory-cap.md has the numbers.
/// </summary>
internal sealed class MemoryGovernor
{
    /// <summary>The heap of a quiet process changes by more than a tenth of smaller caps; those bound accounted bytes alone.</summary>
    private const long LeastGoverned = 64 << 20;
    private const long QuietSlack = 8 << 20;
    private const int GarbageShare = 16;

    private readonly long _maxBytes;
    private readonly bool _governs;
    private long _garbage;
    private long _limit;
    private int _collecting;

    /// <param name="maxBytes">The cap.</param>
    /// <param name="watchesHeap">False bounds accounted bytes alone.</param>
    public MemoryGovernor(long maxBytes, bool watchesHeap = true)
    {
        _maxBytes = maxBytes;
        _governs = watchesHeap && maxBytes >= LeastGoverned;
        _limit = _governs ? maxBytes / 4 * 3 : maxBytes;
    }

    /// <summary>Bytes that entries may hold now.</summary>
    public long Limit => Interlocked.Read(ref _limit);

    /// <summary>Tells of bytes that nobody holds any more.</summary>
    public void Freed(long bytes)
    {
        if (_governs && Interlocked.Add(ref _garbage, bytes) > _maxBytes / GarbageShare
            && Interlocked.Exchange(ref _collecting, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.Collect(), this, preferLocal: false);
        }
    }

    private void Collect()
    {
        Interlocked.Exchange(ref _garbage, 0);
        GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        var beyond = heap.TotalCommittedBytes - (heap.HeapSizeBytes - heap.FragmentedBytes) - QuietSlack;
        Interlocked.Exchange(ref _limit, Math.Clamp(_maxBytes - beyond, _maxBytes / 2, _maxBytes));
        Volatile.Write(ref _collecting, 0);
    }
}
