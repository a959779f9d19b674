using EdgeGateway.Caching.Collapsing;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Tells the cache when only the closing of the connection ends a body (RFC 9112 section 6.3, rule 8): nothing proves that
/// such a body is whole, so it may be passed on and not stored.
/// </summary>
internal sealed class FramingTransform : ITransformProvider
{
    public void Apply(TransformBuilderContext context) => context.AddResponseTransform(NoteFraming);

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask NoteFraming(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } answer && context.HttpContext.Features.Get<OriginResponse>() is { } fetch)
        {
            fetch.EndsWithConnection = answer.Version.Major < 2
                && answer.Content.Headers.ContentLength is null
                && answer.Headers.TransferEncodingChunked != true
                && (int)answer.StatusCode is not (204 or 304);
        }

        return ValueTask.CompletedTask;
    }
}
