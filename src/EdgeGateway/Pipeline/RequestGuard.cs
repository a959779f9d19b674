using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Before routing: a request that two parsers could read differently is refused and its connection ends, so that what follows
/// on it can never be taken for a request of somebody else (docs/decisions/0010-strict-requests.md).
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, HostMetrics metrics, ILogger<RequestGuard> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var refusal = RequestRules.Check(context.Request);
        if (refusal == RequestRefusal.None)
        {
            refusal = CheckTarget(context);
        }

        return refusal == RequestRefusal.None ? next(context) : RefuseAsync(context, refusal, metrics, logger);
    }

    /// <summary>Answers a refused request; nothing else has looked at it.</summary>
    public static Task RefuseAsync(HttpContext context, RequestRefusal refusal, HostMetrics metrics, ILogger logger)
    {
        metrics.OnRefused(refusal);
        Log.RequestRefused(logger, context.TraceIdentifier, refusal.ToText());
        return ErrorPage.WriteAsync(context, StatusOf(refusal), "request refused: " + refusal.ToText(), endConnection: true);
    }

    private static int StatusOf(RequestRefusal refusal) => refusal switch
    {
        RequestRefusal.Method => StatusCodes.Status405MethodNotAllowed,
        RequestRefusal.Expectation => StatusCodes.Status417ExpectationFailed,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>The absolute form, which proxies must accept, goes on as the path it means.</summary>
    private static RequestRefusal CheckTarget(HttpContext context)
    {
        var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var target = feature.RawTarget;
        if (target.Length == 0 || target[0] != '/')
        {
            if (TargetRules.ToOriginForm(target) is not { } path)
            {
                return RequestRefusal.Target;
            }

            feature.RawTarget = target = path;
        }

        return TargetRules.Accepts(target) ? RequestRefusal.None : RequestRefusal.Target;
    }
}
