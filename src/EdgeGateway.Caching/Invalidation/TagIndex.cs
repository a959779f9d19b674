using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>Entries by surrogate key. Hits never come here.</summary>
internal sealed class TagIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<StoredVariant>> _byTag = new(StringComparer.Ordinal);

    public void Add(StoredVariant variant)
    {
        if (variant.Tags.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var tag in variant.Tags)
            {
                if (!_byTag.TryGetValue(tag, out var set))
                {
                    _byTag[tag] = set = [];
                }

                set.Add(variant);
            }
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
            foreach (var tag in variant.Tags)
            {
                if (_byTag.TryGetValue(tag, out var set) && set.Remove(variant) && set.Count == 0)
                {
                    _byTag.Remove(tag);
                }
            }
        }
    }

    public StoredVariant[] Find(string tag)
    {
        lock (_gate)
        {
            return _byTag.TryGetValue(tag, out var set) ? [.. set] : [];
        }
    }
}
