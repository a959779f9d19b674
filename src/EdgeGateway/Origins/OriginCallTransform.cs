using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Origins.Wire;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Says whose request goes to the origin: a fetch for the shared cache, or one client's own. Interim responses go to that client,
/// or, of a fetch, to the one who caused it.
/// </summary>
internal sealed class OriginCallTransform : ITransformProvider
{
    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(Attach);

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask Attach(RequestTransformContext context)
    {
        var fetch = context.HttpContext.Features.Get<OriginRequest>();
        var options = context.ProxyRequest.Options;
        options.Set(OriginCall.InterimKey, fetch is null ? InterimRelay.Open(context.HttpContext) : fetch.Interim);
        options.Set(OriginCall.IsSharedKey, fetch?.Headers.Authorization.Count == 0);
        return ValueTask.CompletedTask;
    }
}
