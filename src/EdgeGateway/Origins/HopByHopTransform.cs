using System.Net;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>
/// Keeps to each connection what belongs to it: <c>Expect</c>, which the listener has answered, and the response's fields that
/// its <c>Connection</c> names (RFC 9110 section 7.6.1). YARP removes the well-known ones alone.
/// </summary>
internal sealed class HopByHopTransform : ITransformProvider
{
    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(CleanRequest);
        context.AddResponseTransform(CleanResponse);
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask CleanRequest(RequestTransformContext context)
    {
        context.ProxyRequest.Headers.Remove("Expect");
        return ValueTask.CompletedTask;
    }

    private static ValueTask CleanResponse(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } answer)
        {
            return ValueTask.CompletedTask;
        }

        var headers = context.HttpContext.Response.Headers;
        if (answer.Headers.NonValidated.TryGetValues("Connection", out var connection))
        {
            foreach (var name in connection.SelectMany(static line => line.Split(',', StringSplitOptions.TrimEntries)))
            {
                // Of an upgrade's own fields, the listener needs the one that YARP copied.
                if (!name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase))
                {
                    headers.Remove(name);
                }
            }
        }

        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            // It has no length (RFC 9110 section 8.6), and the listener refuses to write one.
            headers.ContentLength = null;
        }

        return ValueTask.CompletedTask;
    }
}
