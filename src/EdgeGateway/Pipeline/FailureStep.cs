using EdgeGateway.Site;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Wraps all steps: rents what they share, and turns a failed way to the origin into a plain page with a request id.
/// A response that has begun is never patched up: its connection breaks, so that nobody takes half a page for a whole one.
/// </summary>
internal sealed class FailureStep(RequestDelegate next, SiteState site, EdgeRequestPool pool, ILogger<FailureStep> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = pool.Rent();
        try
        {
            request.Http = context;
            request.Site = site.Current;
            request.Route = request.Site.RouteOf(context.GetReverseProxyFeature().Route.Config.RouteId);
            context.Features.Set(request);
            await next(context);
            if (!context.Response.HasStarted && context.Features.Get<IForwarderErrorFeature>() is { } error)
            {
                await ErrorPage.WriteAsync(context, context.Response.StatusCode, error.Error.ToString());
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(logger, exception, context.TraceIdentifier);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            await ErrorPage.WriteAsync(context, StatusCodes.Status500InternalServerError, "internal");
        }
        finally
        {
            context.Features.Set<EdgeRequestFeature>(null);
            pool.Return(request);
        }
    }
}
