namespace EdgeGateway.Caching;

/// <summary>Who decides whether and how long a response is kept.</summary>
public enum CacheMode
{
    /// <summary>The origin, by RFC 9111.</summary>
    Origin,

    /// <summary>The policy's lifetime replaces the origin's; what the origin forbids to share stays unshared.</summary>
    Override,

    /// <summary>Nothing is looked up and nothing is kept.</summary>
    Bypass,
}
