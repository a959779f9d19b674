using EdgeGateway.Events;
using EdgeGateway.Events.Capture;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 6: what happened goes into the journal, without waiting for it: the page view with the slots it showed, or the
/// automatic event of a request that the origin answered. Only for known visitors who agreed.
/// </summary>
internal sealed class CaptureStep(RequestDelegate next, EventLog events, TimeProvider time, ILogger<CaptureStep> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (request.Answer is null)
        {
            return request.Automatic.IsMatch && request.MayRecord ? ForwardAndCaptureAsync(context, request) : next(context);
        }

        if (request.NeedsVisitor && request.MayRecord && HttpMethods.IsGet(context.Request.Method) && !IsSpeculative(context.Request.Headers))
        {
            Capture(context, request);
        }

        return Task.CompletedTask;
    }

    private async Task ForwardAndCaptureAsync(HttpContext context, EdgeRequestFeature request)
    {
        var item = request.Automatic.ItemOf(context.Request.Path.Value.AsSpan());
        await next(context);
        if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            var happened = new EdgeEvent { Type = request.Automatic.Type, Time = time.GetUtcNow().ToUnixTimeMilliseconds(), Item = item };
            await events.AcceptAsync(request.Visitor, [happened], CancellationToken.None);
        }
    }

    private void Capture(HttpContext context, EdgeRequestFeature request)
    {
        try
        {
            var path = context.Request.Path.Value.AsSpan();
            events.TryCapture(request.Visitor, new PageCapture
            {
                Item = request.Automatic.HasItem ? request.Automatic.ItemOf(path, stackalloc char[IdSyntax.MaxLength]) : request.Page?.Item,
                Path = path,
                Exposures = request.Exposures,
            });
        }
        catch (Exception exception)
        {
            Log.StepFailed(logger, exception, "capture");
        }
    }

    // A page that a browser or a link previewer fetches ahead of time was not seen by anyone yet.
    private static bool IsSpeculative(IHeaderDictionary headers) =>
        headers["Sec-Purpose"].Count > 0 || headers["Purpose"].Count > 0 || headers["X-Purpose"].Count > 0;
}
