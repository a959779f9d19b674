namespace EdgeGateway.Storage.Hybrid;

/// <summary>
/// The tags in use. A tag is forgotten with its last holder: whoever comes later began later. All calls under the cache's
/// lock, except the two epochs, which readers look at.
/// </summary>
internal sealed class CacheTags
{
    /// <summary>The tag that stands for everything, as the platform's own cache has it.</summary>
    public const string Everything = "*";

    private readonly Dictionary<string, CacheTag> _tags = new(StringComparer.Ordinal);
    private long _epoch = 1;
    private long _everythingRemovedAt;

    /// <summary>Grows with every removal.</summary>
    public long Epoch => Volatile.Read(ref _epoch);

    /// <summary>The epoch in which everything was removed.</summary>
    public long EverythingRemovedAt => Volatile.Read(ref _everythingRemovedAt);

    /// <summary>Tags that somebody holds.</summary>
    public int Count => _tags.Count;

    /// <summary>Takes the tags for an entry or a factory that begins now.</summary>
    public CacheTag[] Acquire(IEnumerable<string>? names)
    {
        if (names is null or IReadOnlyCollection<string> { Count: 0 })
        {
            return [];
        }

        var tags = new List<CacheTag>();
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name) && name != Everything)
            {
                tags.Add(Find(name));
            }
        }

        return [.. tags];
    }

    /// <summary>One more holder of tags that somebody holds already.</summary>
    public static void Hold(CacheTag[] tags)
    {
        foreach (var tag in tags)
        {
            tag.Holders++;
        }
    }

    /// <summary>Gives tags back.</summary>
    public void Release(CacheTag[] tags)
    {
        foreach (var tag in tags)
        {
            if (--tag.Holders == 0)
            {
                _tags.Remove(tag.Name);
            }
        }
    }

    /// <summary>Ends everything with a tag that began before now.</summary>
    public void Remove(string name)
    {
        var epoch = _epoch + 1;
        if (name == Everything)
        {
            Volatile.Write(ref _everythingRemovedAt, epoch);
        }
        else if (_tags.TryGetValue(name, out var tag))
        {
            tag.RemovedAt = epoch;
        }

        Volatile.Write(ref _epoch, epoch);
    }

    private CacheTag Find(string name)
    {
        if (!_tags.TryGetValue(name, out var tag))
        {
            tag = new CacheTag(name);
            _tags.Add(name, tag);
        }

        tag.Holders++;
        return tag;
    }
}
