using EdgeGateway.Events;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 6: what happened goes into the journal, without waiting for it: the page view with the slots it showed, or the
/// automatic event of a request that the origin answered. Only for known visitors who agreed.
/// </summary>
internal sealed class CaptureStep(RequestDelegate next, EventLog events, PageViews views, TimeProvider time, ILogger<CaptureStep> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (request.Answer is null)
        {
            return request.Automatic.IsMatch && request.MayRecord && !PageViews.IsSpeculative(context.Request.Headers)
                ? ForwardAndCapture(context, request)
                : next(context);
        }

        views.Capture(context, request);
        return Task.CompletedTask;
    }

    // Appended before the answer leaves, so that the very next page knows it; nobody waits for the disk.
    private Task ForwardAndCapture(HttpContext context, EdgeRequestFeature request)
    {
        var visitor = request.Visitor;
        var happened = new EdgeEvent
        {
            Type = request.Automatic.Type,
            Time = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Item = request.Automatic.ItemOf(context.Request.Path.Value.AsSpan()),
        };
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
            {
                _ = RecordAsync(visitor, happened);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    // An event that is lost to a full queue or a failing disk must not take the answer with it.
    private async Task RecordAsync(VisitorId visitor, EdgeEvent happened)
    {
        try
        {
            await events.AcceptAsync(visitor, [happened], CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.StepFailed(logger, exception, "capture");
        }
    }
}
