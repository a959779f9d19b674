using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Origins.Wire;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Says where the interim responses of a request to the origin go: to the client whose request it is, or, of a cache fetch, to the
/// one who caused it.
/// </summary>
internal sealed class InterimTransform : ITransformProvider
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
        var asker = context.HttpContext;
        context.ProxyRequest.Options.Set(
            OriginCall.InterimKey, asker.Features.Get<OriginRequest>() is { } fetch ? fetch.Interim : InterimRelay.Open(asker));
        return ValueTask.CompletedTask;
    }
}
