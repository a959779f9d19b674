using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// Entries by surrogate key. Each entry knows its places, so that it leaves in constant time, and those of one tag stand side by
/// side, so that a purge reads them in one go. Hits never come here.
/// </summary>
internal sealed class TagIndex
{
    /// <summary>A tag with its text, its list and its place in the dictionary.</summary>
    private const int TagBytes = 144;

    /// <summary>The first entries of a tag count it each: whichever of them leave, it stays counted for those that remain.</summary>
    private const int CountedBy = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaggedEntries> _byTag = new(StringComparer.Ordinal);

    /// <summary>How many tags there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byTag.Count;
            }
        }
    }

    /// <summary>What an entry has to count for tags that few others have.</summary>
    public long CostOf(string[] tags)
    {
        var cost = 0L;
        lock (_gate)
        {
            foreach (var tag in tags)
            {
                cost += _byTag.TryGetValue(tag, out var entries) && entries.Count >= CountedBy ? 0 : TagBytes + (2 * tag.Length);
            }
        }

        return cost;
    }

    public void Add(StoredVariant variant, string[] tags)
    {
        if (tags.Length == 0)
        {
            return;
        }

        var places = new TagPlace[tags.Length];
        lock (_gate)
        {
            for (var i = 0; i < tags.Length; i++)
            {
                if (!_byTag.TryGetValue(tags[i], out var entries))
                {
                    _byTag[tags[i]] = entries = new TaggedEntries(tags[i]);
                }

                places[i] = new TagPlace { Entries = entries, Place = entries.Add(variant) };
            }

            variant.Tags = places;
        }
    }

    public void Remove(StoredVariant variant)
    {
        if (!variant.HasTags)
        {
            return;
        }

        lock (_gate)
        {
            var places = variant.Tags;
            variant.Tags = [];
            foreach (var place in places)
            {
                place.Entries.RemoveAt(place.Place);
                if (place.Entries.Count == 0)
                {
                    _byTag.Remove(place.Entries.Tag);
                }
            }
        }
    }

    public StoredVariant[] Find(string tag)
    {
        lock (_gate)
        {
            return _byTag.TryGetValue(tag, out var entries) ? entries.Entries.ToArray() : [];
        }
    }
}
