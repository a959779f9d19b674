using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>Says in both directions that a gateway passed the message on, and how it came to us (RFC 9110 section 7.6.3).</summary>
internal sealed class ViaTransform : ITransformProvider
{
    private const string Via = "Via";
    private const string Pseudonym = "EdgeGateway";

    private static readonly string Http10 = $"1.0 {Pseudonym}";
    private static readonly string Http11 = $"1.1 {Pseudonym}";
    private static readonly string Http2 = $"2 {Pseudonym}";
    private static readonly string Http3 = $"3 {Pseudonym}";

    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(SignRequest);
        context.AddResponseTransform(SignResponse);
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask SignRequest(RequestTransformContext context)
    {
        var protocol = context.HttpContext.Request.Protocol;
        context.ProxyRequest.Headers.TryAddWithoutValidation(
            Via, HttpProtocol.IsHttp2(protocol) ? Http2 : HttpProtocol.IsHttp3(protocol) ? Http3 : HttpProtocol.IsHttp10(protocol) ? Http10 : Http11);
        return ValueTask.CompletedTask;
    }

    private static ValueTask SignResponse(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } answer)
        {
            var came = answer.Version switch { { Major: 2 } => Http2, { Major: 3 } => Http3, { Minor: 0 } => Http10, _ => Http11 };
            context.HttpContext.Response.Headers.Append(Via, came);
        }

        return ValueTask.CompletedTask;
    }
}
