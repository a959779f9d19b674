namespace EdgeGateway.Storage.Hybrid;

/// <summary>
/// A tag that some entry or running factory has. Removal notes the epoch; entries that began before it are invalid from then
/// on. Comparing epochs that one process hands out needs no clock and cannot be fooled by one.
/// </summary>
internal sealed class CacheTag(string name)
{
    private long _removedAt;

    public string Name => name;

    /// <summary>Entries and running factories that hold it; under the cache's lock.</summary>
    public int Holders { get; set; }

    /// <summary>The epoch of the last removal; 0 when it was never removed.</summary>
    public long RemovedAt
    {
        get => Volatile.Read(ref _removedAt);
        set => Volatile.Write(ref _removedAt, value);
    }
}
