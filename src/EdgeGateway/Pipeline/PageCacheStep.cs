using EdgeGateway.Caching;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Context;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 1: the shared cache. Takes the request's headers and the route's policy; gives an answer, and the compiled page when
/// the answer has slots. Without an answer the request goes on to the origin. Knows nothing of the visitor.
/// </summary>
internal sealed class PageCacheStep(RequestDelegate next, PageCache cache, PageCompiler compiler)
{
    private static readonly string[] Devices = [.. Enum.GetNames<DeviceClass>().Select(name => name.ToLowerInvariant())];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<EdgeRequestFeature>();
        request.Automatic = request.Site.AutomaticEvents.Match(context.Request.Method, context.Request.Path.Value.AsSpan());
        var answer = cache.GetAsync(CreateRequest(context, request.Route), context.RequestAborted);
        return answer.IsCompletedSuccessfully && answer.Result.Fill is null
            ? GoOn(context, request, answer.Result)
            : WaitAsync(context, request, answer);
    }

    private async Task WaitAsync(HttpContext context, EdgeRequestFeature request, ValueTask<CacheAnswer> pending)
    {
        var answer = await pending;
        if (answer.Fill is { } fill && compiler.IsPage(fill, request.Route))
        {
            // A page with slots is composed from the whole: wait for it, and for its plan.
            answer = await fill.WaitCompleteAsync(context.RequestAborted) is { } response ? answer.WithResponse(response) : answer;
        }

        await GoOn(context, request, answer);
    }

    private Task GoOn(HttpContext context, EdgeRequestFeature request, CacheAnswer answer)
    {
        if (!answer.IsBypass)
        {
            request.Answer = answer;
            request.Page = compiler.PageOf(answer.Response, request.Site);
        }

        return next(context);
    }

    private static CacheRequest CreateRequest(HttpContext context, SiteRoute route) => new()
    {
        Method = context.Request.Method,
        Scheme = context.Request.Scheme,
        Host = context.Request.Host.Value ?? "",
        Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Headers = context.Request.Headers,
        Policy = route.Policy,
        Device = route.VariesByDevice ? Devices[(int)VisitorContextReader.Read(context.Request.Headers).Device] : "",
        Partition = route.ClusterId,
        Origin = route,
    };
}
