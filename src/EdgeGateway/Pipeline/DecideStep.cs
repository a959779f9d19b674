using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 4: what fills each slot. Takes profile, segments and the plan's slots; gives one decision a slot, in plan order.
/// A slot that fails keeps the origin's bytes.
/// </summary>
internal sealed class DecideStep(RequestDelegate next, SlotDecider decider, TimeProvider time, ILogger<DecideStep> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (request.Page is { } page)
        {
            Decide(context.Request.Path.Value.AsSpan(), request, page);
        }

        return next(context);
    }

    private void Decide(ReadOnlySpan<char> path, EdgeRequestFeature request, Site.PageContent page)
    {
        request.PageDecisions.Start(time.GetTimestamp(), request.Site.Config.Recommendations.PageDeadline);
        var rules = request.CreateRuleInput(path);
        foreach (ref readonly var slot in page.Plan.Slots)
        {
            var decision = request.NextDecision();
            try
            {
                decider.Decide(request.CreateDecisionInput(in rules), page.Slots[slot.SlotIndex], decision);
            }
            catch (Exception exception)
            {
                Log.StepFailed(logger, exception, "decide");
                decision.KeepOrigin(FallbackReason.StepError);
            }
        }
    }
}
