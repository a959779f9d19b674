namespace EdgeGateway.Storage.Hybrid;

/// <summary>One running factory for a key. Its fields are under the cache's lock.</summary>
internal abstract class CacheFlight(string key, CacheTag[] tags, long epoch)
{
    public string Key => key;

    public CacheTag[] Tags => tags;

    /// <summary>The epoch in which it began.</summary>
    public long Epoch => epoch;

    /// <summary>Callers that wait for it.</summary>
    public int Callers { get; set; } = 1;

    /// <summary>True once the key was removed or set meanwhile: the result is for its callers and is not kept.</summary>
    public bool IsOutdated { get; set; }
}
