namespace EdgeGateway.Primitives.Outcomes;

/// <summary>How the page cache answered a request.</summary>
public enum CacheOutcome
{
    /// <summary>Not stored; this request fetched it.</summary>
    Miss,

    /// <summary>Stored and fresh.</summary>
    Hit,

    /// <summary>Stale, served while a background fetch refreshes it (RFC 5861 section 3).</summary>
    StaleWhileRevalidate,

    /// <summary>Stale, served because the origin failed (RFC 5861 section 4).</summary>
    StaleIfError,

    /// <summary>Stale, the origin confirmed it with a 304.</summary>
    Revalidated,

    /// <summary>Waited for a fetch that another request had started.</summary>
    Collapsed,

    /// <summary>The cache was not asked: method, policy or request forbids it.</summary>
    Bypass,
}
