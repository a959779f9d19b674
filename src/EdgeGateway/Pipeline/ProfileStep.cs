using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Events;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Visitors;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 3: the stored profile of a known visitor, and the segments that hold. Takes the visitor; gives profile, segments and
/// the page's item. A store that fails makes the visitor look new, counted.
/// </summary>
internal sealed class ProfileStep(
    RequestDelegate next,
    EventLog events,
    ProfileStore profiles,
    LiveCatalogue catalogue,
    VisitorsMetrics metrics,
    TimeProvider time,
    ILogger<ProfileStep> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (!request.MayBePage)
        {
            return next(context);
        }

        // What the page before left behind may still be on its way into the profile: this one must know it.
        var catchUp = request.MayProfile ? events.CatchUpAsync(request.Visitor, context.RequestAborted) : default;
        return catchUp.IsCompletedSuccessfully ? GoOn(context, request) : GoOnAfterAsync(catchUp, context, request);
    }

    private async Task GoOnAfterAsync(ValueTask catchUp, HttpContext context, EdgeRequestFeature request)
    {
        await catchUp;
        await GoOn(context, request);
    }

    private Task GoOn(HttpContext context, EdgeRequestFeature request)
    {
        try
        {
            Read(context, request);
        }
        catch (Exception exception)
        {
            Log.StepFailed(logger, exception, "profile");
            request.SetProfile(0);
            request.Segments = default;
            request.Failure = FallbackReason.StoreError;
        }

        return next(context);
    }

    private void Read(HttpContext context, EdgeRequestFeature request)
    {
        request.Now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (request.MayProfile && profiles.TryRead(request.Visitor, request.ProfileBuffer, out var length))
        {
            request.SetProfile(length);
            metrics.Profile(request.Profile.Damage);
        }

        var path = context.Request.Path.Value.AsSpan();
        if (request.Automatic is { HasItem: true } automatic)
        {
            request.PageItem = catalogue.Current.Find(automatic.ItemOf(path, stackalloc char[IdSyntax.MaxLength]));
        }
        else if (request.Page?.Item is { } page)
        {
            request.PageItem = catalogue.Current.Find(page);
        }

        var input = request.CreateRuleInput(path);
        request.Site.Segments.Evaluate(in input, ref request.Segments);
    }
}
