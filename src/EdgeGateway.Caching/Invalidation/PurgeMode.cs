namespace EdgeGateway.Caching.Invalidation;

/// <summary>What a purge does to the entries it hits.</summary>
public enum PurgeMode
{
    /// <summary>Removes them.</summary>
    Hard,

    /// <summary>Marks them stale: their stale windows start now.</summary>
    Soft,
}
