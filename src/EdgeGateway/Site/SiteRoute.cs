using EdgeGateway.Caching;

namespace EdgeGateway.Site;

/// <summary>A proxy route with its cache policy.</summary>
/// <param name="Id">The route's id in <c>ReverseProxy:Routes</c>.</param>
/// <param name="ClusterId">The cluster it leads to; part of the cache key.</param>
/// <param name="Policy">From <c>Metadata: { "Edge.Policy": … }</c>, else <c>default</c>.</param>
internal sealed record SiteRoute(string Id, string ClusterId, CachePolicy Policy)
{
    /// <summary>True when the policy keys by device class.</summary>
    public bool VariesByDevice { get; } = Policy.VaryBy.Contains("device");
}
