using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 4: what fills each slot. Takes profile, segments and the plan's slots; gives one decision a slot, in plan order.
/// A slot that fails keeps the origin's bytes; a slot inside one that is filled is not asked.
/// </summary>
internal sealed class DecideStep(RequestDelegate next, SlotDecider decider, PageWriter pages, TimeProvider time, ILogger<DecideStep> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (request.Page is not { } page)
        {
            return next(context);
        }

        var path = context.Request.Path.Value.AsSpan();
        if (!EarlyStart.Applies(context, page))
        {
            Decide(path, request, page);
            return next(context);
        }

        var early = request.EarlyStart ??= new EarlyStart(pages, time);
        early.Begin(context);
        try
        {
            Decide(path, request, page);
        }
        finally
        {
            request.Started = early.End();
        }

        return next(context);
    }

    private void Decide(ReadOnlySpan<char> path, EdgeRequestFeature request, Site.PageContent page)
    {
        request.PageDecisions.Start(time.GetTimestamp(), request.Site.Config.Recommendations.PageDeadline);
        var rules = request.CreateRuleInput(path);
        var slots = page.Plan.Slots;
        var visible = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = page.Slots[slots[i].SlotIndex];
            var decision = request.NextDecision();
            if (i < visible)
            {
                decision.Skip(slot);
                continue;
            }

            if (slot.MatchesAll && FindDecided(request, slots, i) is var other and >= 0)
            {
                decision.Repeat(request.DecisionAt(other), other);
            }
            else
            {
                Decide(request.CreateDecisionInput(in rules), slot, decision);
            }

            visible = decision.Content is null ? i : slots[i].NextSlot;
        }
    }

    /// <summary>The same slot at an earlier, visible place: number of its decision, -1 for none.</summary>
    private static int FindDecided(EdgeRequestFeature request, ReadOnlySpan<PlanSlot> slots, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (slots[i].SlotIndex == slots[index].SlotIndex && request.DecisionAt(i).Reason != FallbackReason.OuterSlot)
            {
                return i;
            }
        }

        return -1;
    }

    private void Decide(in DecisionInput input, SlotModel slot, SlotDecision decision)
    {
        try
        {
            decider.Decide(input, slot, decision);
        }
        catch (Exception exception)
        {
            Log.StepFailed(logger, exception, "decide");
            decision.KeepOrigin(FallbackReason.StepError);
        }
    }
}
