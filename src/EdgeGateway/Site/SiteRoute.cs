using EdgeGateway.Caching;

namespace EdgeGateway.Site;

/// <summary>A proxy route with its cache policy. Handed through the cache to the fetcher and the page compiler.</summary>
/// <param name="Id">The route's id in <c>ReverseProxy:Routes</c>.</param>
/// <param name="Policy">From <c>Metadata: { "Edge.Policy": … }</c>, else <c>default</c>.</param>
internal sealed record SiteRoute(string Id, CachePolicy Policy);
