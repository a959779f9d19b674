namespace EdgeGateway.Caching.Storage;

/// <summary>Hashes of entries lately evicted on probation. A bounded memory without bodies. Not thread-safe.</summary>
internal sealed class GhostQueue(int capacity)
{
    private readonly HashSet<ulong> _present = [];
    private readonly Queue<ulong> _order = [];

    public void Add(ulong hash)
    {
        if (!_present.Add(hash))
        {
            return;
        }

        _order.Enqueue(hash);
        if (_order.Count > capacity)
        {
            _present.Remove(_order.Dequeue());
        }
    }

    public bool Contains(ulong hash) => _present.Contains(hash);
}
