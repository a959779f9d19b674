namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Hashes of entries lately evicted on probation: as many as there are entries, in a memory without bodies. Not thread-safe.
/// </summary>
internal sealed class GhostQueue
{
    private const int Least = 1024;

    private readonly HashSet<ulong> _present = [];
    private readonly Queue<ulong> _order = [];

    public void Add(ulong hash, int entries)
    {
        if (!_present.Add(hash))
        {
            return;
        }

        _order.Enqueue(hash);
        while (_order.Count > Math.Max(Least, entries))
        {
            _present.Remove(_order.Dequeue());
        }
    }

    public bool Contains(ulong hash) => _present.Contains(hash);
}
