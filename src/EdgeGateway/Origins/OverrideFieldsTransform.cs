using EdgeGateway.Caching;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Pipeline;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Takes fields that claim another host, path, method or client out of requests that pass by the cache, as shared fetches never
/// send them: no visitor speaks for the proxy. A route that bypasses the cache passes them, for APIs that live on one of them.
/// </summary>
internal sealed class OverrideFieldsTransform : ITransformProvider
{
    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(Remove);

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask Remove(RequestTransformContext context)
    {
        if (context.HttpContext.Features.Get<EdgeRequestFeature>() is { Route.Policy.Mode: not CacheMode.Bypass })
        {
            var headers = context.ProxyRequest.Headers;
            foreach (var name in context.HttpContext.Request.Headers.Keys)
            {
                if (OverrideHeaders.IsDroppedFromAnyRequest(name))
                {
                    headers.Remove(name);
                }
            }
        }

        return ValueTask.CompletedTask;
    }
}
