using EdgeGateway.Caching;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Visitors.Identity;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Pages that may not be stored: private, with cookies of the origin's, too large. They are filled while they pass.
/// </summary>
internal sealed class PassingPages(
    SlotDecider decider, SlotRenderer renderer, PageViews views, VisitorCookie cookie, CachingMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// Marks a request whose answer may be such a page: one that a browser asks for to show it, where slots apply.
    /// </summary>
    public static void Expect(HttpContext context, EdgeRequestFeature request)
    {
        var headers = context.Request.Headers;
        if (HttpMethods.IsGet(context.Request.Method) && IsForShowing(headers))
        {
            request.Passing = request.Site.ProgramFor(request.Route.Id, context.Request.Path.Value);
        }
    }

    /// <summary>Runs what writes the answer, and fills it as it passes.</summary>
    public async Task PassAsync(HttpContext context, EdgeRequestFeature request, Func<Task> write)
    {
        var headers = context.Request.Headers;
        var takesGzip = AcceptedEncodings.Read(headers.AcceptEncoding).Choose(gzip: true, brotli: false) == ContentCoding.Gzip;
        if (request.Answer is null)
        {
            // What we rewrite must come uncompressed and whole.
            headers.AcceptEncoding = "identity";
            headers.Remove(HeaderNames.Range);
            headers.Remove(HeaderNames.IfRange);
        }

        var (program, slots) = request.Passing!.Value;
        var filling = new PassingSlots(decider, renderer, time, program, slots, request, context.Request.Path.Value ?? "/");
        await using var body = new PassingBody(context, filling, cookie, metrics, takesGzip);
        await write();
        if (context.Features.Get<IForwarderErrorFeature>() is null && !context.RequestAborted.IsCancellationRequested)
        {
            await body.CompleteAsync();
            if (request.Answer is null && body.IsFilled && !request.Automatic.IsMatch)
            {
                views.Capture(context, request);
            }
        }
    }

    private static bool IsForShowing(IHeaderDictionary headers) => headers["Sec-Fetch-Dest"].ToString() switch
    {
        "" => headers.Accept.ToString() is "" or "*/*" || headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
        "document" or "iframe" or "frame" => true,
        _ => false,
    };
}
