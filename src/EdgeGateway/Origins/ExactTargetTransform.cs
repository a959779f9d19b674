using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Sends path and query to the origin byte for byte as the client wrote them: YARP alone decodes and encodes again, so
/// that <c>/a%2fb</c> would arrive as <c>/a%252fb</c> and no cache key could be trusted. A route that configures path or
/// query transforms of its own keeps YARP's behaviour.
/// </summary>
internal sealed class ExactTargetTransform : ITransformProvider
{
    private static readonly UriCreationOptions Exact = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public void Apply(TransformBuilderContext context)
    {
        if (context.Route.Transforms?.Any(transform => transform.Keys.Any(ChangesTarget)) != true)
        {
            context.AddRequestTransform(KeepTarget);
        }
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static bool ChangesTarget(string key) =>
        key.StartsWith("Path", StringComparison.OrdinalIgnoreCase) || key.StartsWith("Query", StringComparison.OrdinalIgnoreCase);

    private static ValueTask KeepTarget(RequestTransformContext context)
    {
        var target = context.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is ['/', ..] && context.ProxyRequest.RequestUri is null)
        {
            var prefix = context.DestinationPrefix.AsSpan().TrimEnd('/');
            context.ProxyRequest.RequestUri = new Uri(string.Concat(prefix, target), Exact);
        }

        return ValueTask.CompletedTask;
    }
}
