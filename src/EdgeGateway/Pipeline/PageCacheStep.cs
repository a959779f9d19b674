using EdgeGateway.Caching;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 1: the shared cache. Takes the request's headers and the route's policy; gives an answer, and the compiled page when
/// the answer has slots. Without an answer the request goes on to the origin. Knows nothing of the visitor.
/// </summary>
internal sealed class PageCacheStep(
    RequestDelegate next, PageCache cache, PageCompiler compiler, HostMetrics metrics, TimeProvider time,
    ILogger<PageCacheStep> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        AnswerFields.Attach(context.Response, request.Route.Policy);
        request.Automatic = request.Site.AutomaticEvents.Match(context.Request.Method, context.Request.Path.Value.AsSpan());
        var target = new PageTarget(request.Route, context.Request.Path.Value ?? "/");
        var asked = CacheRequests.Create(context, target, time, request);
        var pending = cache.GetAsync(asked, context.RequestAborted);
        if (!pending.IsCompletedSuccessfully)
        {
            return WaitAsync(context, request, asked, target, pending);
        }

        var answer = pending.Result;
        return answer.Fill is null
            ? GoOn(context, request, asked, answer, answer.Response)
            : WaitAsync(context, request, asked, target, new ValueTask<CacheAnswer>(answer));
    }

    private async Task WaitAsync(
        HttpContext context, EdgeRequestFeature request, CacheRequest asked, PageTarget target, ValueTask<CacheAnswer> pending)
    {
        var answer = await pending;
        using (answer.Fill)
        {
            // A page with slots is composed from the whole: wait for it, and for its plan.
            var response = answer.Response;
            if (answer.Fill is { } fill && compiler.IsPage(fill, target))
            {
                response = await fill.WaitCompleteAsync(context.RequestAborted);
                if (response is null)
                {
                    PassingPages.Expect(context, request);
                }
            }

            await GoOn(context, request, asked, answer, response);
        }
    }

    private Task GoOn(HttpContext context, EdgeRequestFeature request, CacheRequest asked, CacheAnswer answer, StoredResponse? response)
    {
        if (answer.MustForward)
        {
            return ForwardAsync(context, request, asked, answer);
        }

        request.Answer = answer;
        request.Page = compiler.PageOf(response, request.Site);
        if (request.Page is not { } page || !TakesGzip(context))
        {
            return next(context);
        }

        request.Deflated = page.Deflated;
        return page.Deflated is null ? DeflateAsync(context, request, page, response!) : next(context);
    }

    private static bool TakesGzip(HttpContext context) =>
        AcceptedEncodings.Read(context.Request.Headers.AcceptEncoding).Choose(gzip: true, brotli: false) == ContentCoding.Gzip;

    // Once per stored page. The client waits: 11 ms a megabyte cost less than five times the bytes on any but the fastest way.
    private async Task DeflateAsync(HttpContext context, EdgeRequestFeature request, PageContent page, StoredResponse response)
    {
        request.Deflated = await compiler.DeflateAsync(response, page);
        await next(context);
    }

    // What goes past the cache still teaches it: an unsafe method ends what is stored for its target (RFC 9111 section 4.4).
    private async Task ForwardAsync(HttpContext context, EdgeRequestFeature request, CacheRequest asked, CacheAnswer answer)
    {
        if (answer.NotStored == NotStoredReason.Method && asked.Method is "GET" or "HEAD" && RequestRules.HasBody(asked.Headers))
        {
            // A route that wants such requests passed says so with a policy that bypasses the cache.
            await RequestGuard.RefuseAsync(context, RequestRefusal.Body, metrics, logger);
            return;
        }

        PassingPages.Expect(context, request);
        request.ForwardStatus = answer.CacheStatus;
        request.ForwardReason = answer.NotStored;
        context.Response.OnStarting(() =>
        {
            // Behind what caches nearer to the origin say (RFC 9211 section 2).
            context.Response.Headers.Append("Cache-Status", answer.CacheStatus);
            if (asked.Method is not ("GET" or "HEAD" or "OPTIONS"))
            {
                // Before the answer leaves: whoever has read it must not be given the old page.
                cache.Invalidate(asked, context.Response.StatusCode, context.Response.Headers);
            }

            return Task.CompletedTask;
        });
        await next(context);
        if (HttpMethods.IsGet(asked.Method))
        {
            cache.Observe(asked, answer, context.Response.StatusCode, context.Response.Headers);
        }
    }
}
