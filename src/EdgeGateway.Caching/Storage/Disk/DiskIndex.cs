namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// Records by hash of their primary key, one per variant: about 70 bytes each. Not thread-safe: the store's lock guards it.
/// </summary>
internal sealed class DiskIndex
{
    private const int None = -1;

    private readonly Dictionary<ulong, int> _heads = [];
    private readonly Stack<int> _free = [];
    private DiskSlot[] _slots = new DiskSlot[64];
    private int[] _next = new int[64];
    private bool[] _used = new bool[64];
    private int _end;

    public int Count { get; private set; }

    public bool Contains(ulong key) => _heads.ContainsKey(key);

    /// <summary>Notes a use, which lets the record outlive its segment.</summary>
    public void MarkUsed(in DiskSlot slot)
    {
        if (Find(slot.Key, slot.Variant) is >= 0 and var at)
        {
            _used[at] = true;
        }
    }

    public List<DiskSlot> Of(ulong key)
    {
        var found = new List<DiskSlot>(1);
        for (var at = _heads.GetValueOrDefault(key, None); at != None; at = _next[at])
        {
            found.Add(_slots[at]);
        }

        return found;
    }

    /// <summary>Puts a record in the place of an older one of the same entry.</summary>
    public void Put(in DiskSlot slot)
    {
        if (Find(slot.Key, slot.Variant) is >= 0 and var at)
        {
            _slots[at] = slot;
            return;
        }

        var free = _free.TryPop(out var freed) ? freed : NewPlace();
        _slots[free] = slot;
        _used[free] = false;
        _next[free] = _heads.GetValueOrDefault(slot.Key, None);
        _heads[slot.Key] = free;
        Count++;
    }

    /// <summary>Tells of the new place of a record that is still the entry's.</summary>
    public void Move(in DiskSlot from, in DiskSlot to)
    {
        if (Find(from.Key, from.Variant) is >= 0 and var at
            && _slots[at].Segment == from.Segment && _slots[at].Offset == from.Offset)
        {
            _slots[at] = to;
            _used[at] = false;
        }
    }

    /// <summary>Forgets an entry if its record is still this one.</summary>
    public bool Remove(in DiskSlot slot) =>
        Find(slot.Key, slot.Variant) is >= 0 and var at
        && _slots[at].Segment == slot.Segment && _slots[at].Offset == slot.Offset && RemoveAt(at);

    /// <summary>Forgets an entry whose record is older than a moment of the purge clock.</summary>
    public bool RemoveOlder(ulong key, uint variant, long sequence) =>
        Find(key, variant) is >= 0 and var at && _slots[at].Sequence < sequence && RemoveAt(at);

    /// <summary>The records of one segment and whether each was used since it was written.</summary>
    public List<(DiskSlot Slot, bool Used)> OfSegment(int segment)
    {
        var found = new List<(DiskSlot, bool)>();
        foreach (var head in _heads.Values)
        {
            for (var at = head; at != None; at = _next[at])
            {
                if (_slots[at].Segment == segment)
                {
                    found.Add((_slots[at], _used[at]));
                }
            }
        }

        return found;
    }

    public void Clear()
    {
        _heads.Clear();
        _free.Clear();
        (_end, Count) = (0, 0);
    }

    private int Find(ulong key, uint variant)
    {
        var at = _heads.GetValueOrDefault(key, None);
        while (at != None && _slots[at].Variant != variant)
        {
            at = _next[at];
        }

        return at;
    }

    private bool RemoveAt(int at)
    {
        var key = _slots[at].Key;
        if (_heads[key] != at)
        {
            var before = _heads[key];
            while (_next[before] != at)
            {
                before = _next[before];
            }

            _next[before] = _next[at];
        }
        else if (_next[at] != None)
        {
            _heads[key] = _next[at];
        }
        else
        {
            _heads.Remove(key);
        }

        _free.Push(at);
        Count--;
        return true;
    }

    private int NewPlace()
    {
        if (_end == _slots.Length)
        {
            Array.Resize(ref _slots, _end * 2);
            Array.Resize(ref _next, _end * 2);
            Array.Resize(ref _used, _end * 2);
        }

        return _end++;
    }
}
