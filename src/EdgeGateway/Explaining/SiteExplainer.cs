using EdgeGateway.Caching;
using EdgeGateway.Caching.Explaining;
using EdgeGateway.Pipeline;
using EdgeGateway.Site;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Explaining;

/// <summary>Explains a request to the running site from what is in its memory: nothing is sent, counted or changed.</summary>
internal sealed class SiteExplainer(PageCache cache, SiteState site, RouteFinder routes, TimeProvider time, IServiceProvider services)
{
    /// <summary>The explanation of a GET of a URL with these fields; null when no route of the site takes it.</summary>
    /// <param name="url">Absolute, spelled as a visitor requests it.</param>
    /// <param name="headers">Fields of the request.</param>
    public async Task<(SiteRoute Route, CacheExplanation Explanation)?> ExplainAsync(string url, IHeaderDictionary headers)
    {
        var context = CreateContext(url, headers);
        if (await routes.FindAsync(context) is not { } id)
        {
            return null;
        }

        var route = site.Current.RouteOf(id);
        return (route, cache.Explain(CacheRequests.Create(context, new PageTarget(route, context.Request.Path.Value ?? "/"), time)));
    }

    // Cut by hand: Uri would change escapes, and keys are made of the bytes as sent.
    private DefaultHttpContext CreateContext(string url, IHeaderDictionary headers)
    {
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        var rest = url[(colon + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var target = end < 0 ? "/" : rest[end] == '?' ? "/" + rest[end..] : rest[end..];
        var query = target.IndexOf('?', StringComparison.Ordinal);
        headers.Host = end < 0 ? rest : rest[..end];
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Scheme = url[..colon].ToLowerInvariant(),
            Path = Uri.UnescapeDataString(query < 0 ? target : target[..query]),
            QueryString = query < 0 ? "" : target[query..],
            RawTarget = target,
            Headers = headers,
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        return new DefaultHttpContext(features) { RequestServices = services };
    }
}
