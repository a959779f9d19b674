namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Decides what stays in memory: S3-FIFO (Yang et al., SOSP 2023) under a hard byte cap. New entries pass a small queue on
/// probation; those used again there move to the main queue, so a scan flushes only the small one. With a fifth of the room on
/// probation and one use to leave it, hit ratios are nowhere below LRU on four traces (docs/performance.md); the paper's tenth and
/// two uses are, where nearly everything fits. A hit touches a counter and no lock; one lock guards queues and the byte count and
/// is never held together with a record's.
/// </summary>
/// <param name="maxBytes">The cap.</param>
/// <param name="onEvicted">Takes an entry that left, outside of the lock.</param>
/// <param name="watchesHeap">False bounds accounted bytes alone, for entries without bodies.</param>
internal sealed class MemoryStore(long maxBytes, Action<StoredVariant> onEvicted, bool watchesHeap = true)
{
    private const int ProbationShare = 5;

    private readonly Lock _gate = new();
    private readonly VariantQueue _probation = new(VariantPlace.Probation);
    private readonly VariantQueue _main = new(VariantPlace.Main);
    private readonly GhostQueue _ghosts = new();
    private readonly MemoryGovernor _governor = new(maxBytes, watchesHeap);
    private long _bytes;
    private long _evictions;

    /// <summary>Accounted bytes, room held by running fills included.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Evictions => Interlocked.Read(ref _evictions);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _probation.Count + _main.Count;
            }
        }
    }

    /// <summary>Makes room for bytes about to be held; false when even evicting everything would not do.</summary>
    public bool TryReserve(long bytes)
    {
        List<StoredVariant>? victims = null;
        var fits = true;
        lock (_gate)
        {
            while (fits && _bytes + bytes > _governor.Limit)
            {
                fits = EvictOne(ref victims);
            }

            if (fits)
            {
                Interlocked.Add(ref _bytes, bytes);
            }
        }

        Report(victims);
        return fits;
    }

    public void Release(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>
    /// Takes an entry whose size was reserved before. One that replaces an entry inherits its standing. An entry that
    /// was removed in the meantime is not taken and its room is given back.
    /// </summary>
    public void Link(StoredVariant variant, bool inheritsMain)
    {
        lock (_gate)
        {
            if (variant.Removed)
            {
                Interlocked.Add(ref _bytes, -variant.Size);
            }
            else
            {
                (inheritsMain || _ghosts.Contains(variant.Hash) ? _main : _probation).Add(variant);
            }
        }
    }

    /// <summary>Takes an entry out; returns whether it had proved itself in the main queue.</summary>
    public bool Unlink(StoredVariant variant)
    {
        lock (_gate)
        {
            var place = variant.Place;
            if (QueueOf(place) is { } queue)
            {
                queue.Remove(variant);
                Interlocked.Add(ref _bytes, -variant.Size);
            }

            variant.Place = VariantPlace.Gone;
            return place == VariantPlace.Main;
        }
    }

    public void Resize(StoredVariant variant, long difference)
    {
        List<StoredVariant>? victims = null;
        lock (_gate)
        {
            if (!variant.IsKept)
            {
                return;
            }

            // Not linked yet: the queue will count the new size when it takes the entry.
            if (QueueOf(variant.Place) is { } queue)
            {
                queue.Resize(variant, difference);
            }
            else
            {
                variant.Size += difference;
            }

            Interlocked.Add(ref _bytes, difference);
            while (_bytes > _governor.Limit && EvictOne(ref victims))
            {
            }
        }

        Report(victims);
    }

    private VariantQueue? QueueOf(VariantPlace place) => place switch
    {
        VariantPlace.Probation => _probation,
        VariantPlace.Main => _main,
        _ => null,
    };

    private bool EvictOne(ref List<StoredVariant>? victims)
    {
        while (true)
        {
            var fromProbation = _probation.Count > 0 && (_main.Count == 0 || _probation.Bytes > maxBytes / ProbationShare);
            var queue = fromProbation ? _probation : _main;
            if (queue.Oldest is not { } variant)
            {
                return false;
            }

            queue.Remove(variant);
            if (variant.Uses > 0)
            {
                variant.Uses = fromProbation ? (byte)0 : (byte)(variant.Uses - 1);
                _main.Add(variant);
                continue;
            }

            if (fromProbation)
            {
                _ghosts.Add(variant.Hash, _probation.Count + _main.Count);
            }

            variant.Place = VariantPlace.Gone;
            Interlocked.Add(ref _bytes, -variant.Size);
            _evictions++;
            (victims ??= []).Add(variant);
            return true;
        }
    }

    private void Report(List<StoredVariant>? victims)
    {
        foreach (var victim in victims ?? [])
        {
            _governor.Freed(victim.Size);
            onEvicted(victim);
        }
    }
}
