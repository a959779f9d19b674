using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Takes the gateway's own cookies, preview tokens and fields out of what an origin receives: it learns nothing of the visitor from
/// us, and no visitor speaks for us.
/// </summary>
internal sealed class VisitorDataTransform : ITransformProvider
{
    private const string Cookie = "Cookie";
    private static readonly string[] SurrogateFields = ["Surrogate-Key", "xkey", "Cache-Tag"];
    private static readonly string[] Own = [VisitorCookie.Name, ConsentReader.CookieName, PreviewTokens.CookieName];

    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(RemoveOwn);
        context.AddResponseTransform(HideSurrogateKeys);
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask RemoveOwn(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        if (context.HttpContext.Features.Get<OriginResponse>() is null)
        {
            foreach (var name in context.HttpContext.Request.Headers.Keys.Where(IsOwn))
            {
                headers.Remove(name);
            }
        }

        if (headers.NonValidated.TryGetValues(Cookie, out var lines))
        {
            var written = new StringValues([.. lines]);
            var kept = CookieHeader.Without(written, Own);
            headers.Remove(Cookie);
            if (kept.Count > 0)
            {
                headers.TryAddWithoutValidation(Cookie, (IEnumerable<string?>)kept);
            }
        }

        return ValueTask.CompletedTask;
    }

    // Such as Edge-Segments, which an origin believes on a shared fetch. Some origins read _ as -.
    private static bool IsOwn(string name) =>
        name.StartsWith("edge-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("edge_", StringComparison.OrdinalIgnoreCase);

    // They speak to caches. A fetch of ours needs them; an answer that passes shows them no more than one from the cache does.
    private static ValueTask HideSurrogateKeys(ResponseTransformContext context)
    {
        if (context.HttpContext.Features.Get<OriginResponse>() is null)
        {
            foreach (var name in SurrogateFields)
            {
                context.HttpContext.Response.Headers.Remove(name);
            }
        }

        return ValueTask.CompletedTask;
    }
}
