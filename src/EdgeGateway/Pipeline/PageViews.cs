using EdgeGateway.Events;
using EdgeGateway.Events.Capture;

namespace EdgeGateway.Pipeline;

/// <summary>Writes page views into the journal, without waiting for it.</summary>
internal sealed class PageViews(EventLog events, ILogger<PageViews> logger)
{
    /// <summary>Notes the view, of a known visitor who agreed, with the slots that were shown; never throws.</summary>
    public void Capture(HttpContext context, EdgeRequestFeature request)
    {
        if (!request.NeedsVisitor || !request.MayRecord || !HttpMethods.IsGet(context.Request.Method)
            || IsSpeculative(context.Request.Headers))
        {
            return;
        }

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

    /// <summary>A page that a browser or a link previewer fetches ahead of time was not seen by anyone yet.</summary>
    public static bool IsSpeculative(IHeaderDictionary headers) =>
        headers["Sec-Purpose"].Count > 0 || headers["Purpose"].Count > 0 || headers["X-Purpose"].Count > 0;
}
