using EdgeGateway.Caching;
using EdgeGateway.Site;

namespace EdgeGateway.Purging;

/// <summary>
/// Purges what an order names. A URL is spelled as visitors spell it: the query rules of a policy are part of its keys, so it is
/// purged under those of every route.
/// </summary>
internal sealed class SitePurger(PageCache cache, SiteState site)
{
    /// <summary>Returns how many responses were hit; the first of their URLs go into <paramref name="urls"/>.</summary>
    public int Purge(PurgeOrder order, List<string> urls) => order.Kind switch
    {
        PurgeKind.Url => cache.PurgeUrl(order.Target, order.Mode, site.Current.Routes.Values.Select(route => route.Policy), urls),
        PurgeKind.Tag => cache.PurgeTag(order.Target, order.Mode, urls),
        PurgeKind.Prefix => cache.PurgePrefix(order.Target, order.Mode, urls),
        PurgeKind.Host => cache.PurgeHost(order.Target, order.Mode, urls),
        _ => cache.PurgeAll(order.Mode, urls),
    };
}
