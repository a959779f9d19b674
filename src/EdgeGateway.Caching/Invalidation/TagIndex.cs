using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// Entries by surrogate key. Each entry knows its places, so that it leaves in constant time, and those of one tag stand side by
/// side, so that a purge reads them in one go. Hits never come here.
/// </summary>
internal sealed class TagIndex
{
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
        if (variant.Tags.Length == 0)
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
