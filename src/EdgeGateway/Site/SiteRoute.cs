using EdgeGateway.Caching;

namespace EdgeGateway.Site;

/// <summary>A proxy route with its cache policy.</summary>
/// <param name="Id">The route's id in <c>ReverseProxy:Routes</c>.</param>
/// <param name="ClusterId">The cluster it leads to; part of the cache key.</param>
/// <param name="Key">What the policy adds to the key; from <c>Metadata: { "Edge.Policy": … }</c>, else of <c>default</c>.</param>
internal sealed record SiteRoute(string Id, string ClusterId, RouteKey Key)
{
    public CachePolicy Policy => Key.Policy;
}
