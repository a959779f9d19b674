using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Remembers the event ids and the erased visitors of at least the last <c>window</c> of arrivals (fewer only when
/// <c>capacity</c> ids came in less time): two generations, the older is dropped when the newer is full or old enough.
/// Everything follows from the journal's own order and arrival times, so a replay from <see cref="From"/> gives the same
/// state as the run that wrote it. Only the apply loop uses it.
/// </summary>
internal sealed class DuplicateWindow(TimeSpan window, int capacity)
{
    private readonly long _window = (long)window.TotalMilliseconds;
    private Generation _newer = new(0, 0);
    private Generation _older = new(0, 0);

    /// <summary>The address just before the first entry that is remembered.</summary>
    public long From => _older.From;

    /// <summary>Ids remembered.</summary>
    public int Count => _newer.Ids.Count + _older.Ids.Count;

    /// <summary>Forgets all; the next entry is the first of a new window.</summary>
    /// <param name="from">The address before that entry.</param>
    public void Restart(long from)
    {
        _newer = new Generation(from, 0);
        _older = new Generation(from, 0);
    }

    /// <summary>Moves on to the entry after <paramref name="previousAddress"/>; rotates when it is time.</summary>
    public void Advance(long arrival, long previousAddress)
    {
        if (_newer.Start == 0)
        {
            _newer.Start = arrival;
        }
        else if (arrival - _newer.Start >= _window || _newer.Ids.Count >= capacity)
        {
            var dropped = _older;
            _older = _newer;
            dropped.Reset(previousAddress, arrival);
            _newer = dropped;
        }
    }

    /// <summary>Remembers an event; false when it was known, which makes it a duplicate.</summary>
    public bool TryAdd(VisitorId visitor, UInt128 id)
    {
        var key = new EventKey(id, visitor.Low);
        return !_older.Ids.Contains(key) && _newer.Ids.Add(key);
    }

    /// <summary>Remembers that a visitor was erased: events that were under way must not bring the profile back.</summary>
    public void AddErased(VisitorId visitor) => _newer.Erased.Add(visitor);

    /// <summary>True for a visitor erased within the window.</summary>
    public bool IsErased(VisitorId visitor) =>
        (_newer.Erased.Count > 0 && _newer.Erased.Contains(visitor))
        || (_older.Erased.Count > 0 && _older.Erased.Contains(visitor));

    private sealed class Generation(long from, long start)
    {
        public HashSet<EventKey> Ids { get; } = [];

        public HashSet<VisitorId> Erased { get; } = [];

        public long From { get; private set; } = from;

        public long Start { get; set; } = start;

        public void Reset(long from, long start)
        {
            Ids.Clear();
            Erased.Clear();
            From = from;
            Start = start;
        }
    }

    // Ids come from strangers: HashCode is seeded per process, so that no list of them can be made to collide.
    private readonly record struct EventKey(UInt128 Id, ulong Visitor)
    {
        public override int GetHashCode() => HashCode.Combine((ulong)(Id >> 64), (ulong)Id, Visitor);
    }
}
