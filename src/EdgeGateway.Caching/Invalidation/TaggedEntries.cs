using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>The entries that carry one tag, in no order. Guarded by the lock of the <see cref="TagIndex"/>.</summary>
internal sealed class TaggedEntries(string tag)
{
    private StoredVariant[] _entries = new StoredVariant[1];

    public string Tag { get; } = tag;

    public int Count { get; private set; }

    public ReadOnlySpan<StoredVariant> Entries => _entries.AsSpan(0, Count);

    /// <summary>Returns the place, by which the entry is taken out again.</summary>
    public int Add(StoredVariant variant)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count + Math.Max(1, Count / 2));
        }

        _entries[Count] = variant;
        return Count++;
    }

    /// <summary>The last entry moves to the free place and is told so.</summary>
    public void RemoveAt(int place)
    {
        var last = _entries[--Count];
        _entries[Count] = null!;
        if (place < Count)
        {
            _entries[place] = last;
            last.MoveTag(this, place);
        }

        if (Count < _entries.Length / 4)
        {
            Array.Resize(ref _entries, Math.Max(1, Count * 2));
        }
    }
}
