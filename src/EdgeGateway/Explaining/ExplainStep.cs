using EdgeGateway.Pipeline;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Explaining;

/// <summary>Looks at what the steps left behind, after they ran as they always do: an explanation that cannot drift from the truth.</summary>
internal sealed class ExplainStep(RequestDelegate next, ExplainSink sink)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var request = context.EdgeRequest();
        sink.Add(new RequestExplanation
        {
            Route = request.Route.Id,
            Policy = request.Route.Policy.Name,
            Cluster = request.Route.ClusterId,
            CacheStatus = request.Answer?.CacheStatus ?? request.ForwardStatus ?? "",
            NotStored = request.Answer?.NotStored ?? request.ForwardReason,
            StatusCode = context.Response.StatusCode,
            ContentType = context.Response.ContentType,
            Slots = ExplainSlots(request),
            Refusal = request.Page is { Plan.Refusal: not PlanRefusal.None } page ? page.Plan.Refusal.ToText() : null,
        });
    }

    private static List<SlotExplanation> ExplainSlots(EdgeRequestFeature request)
    {
        var slots = new List<SlotExplanation>();
        if (request.Page is not { } page)
        {
            return slots;
        }

        for (var i = 0; i < request.DecisionCount; i++)
        {
            var slot = page.Slots[page.Plan.Slots[i].SlotIndex];
            var decision = request.DecisionAt(i);
            var shown = decision.Fragment is { } fragment ? $"fragment '{fragment}'" : "the origin's bytes";
            var items = decision.Count > 0 ? $" with {decision.Count} items" : "";
            var reason = decision.Reason == FallbackReason.None ? "" : $", {decision.Reason.ToText()}";
            slots.Add(new SlotExplanation(slot.Id, slot.Selector, $"{shown}{items} by {decision.Source.ToText()}{reason}"));
        }

        slots.AddRange(page.Plan.Missing.Select(missing =>
            new SlotExplanation(missing.Slot, page.Slots[missing.SlotIndex].Selector, $"{missing.Reason.ToText()}: {missing.Message}")));
        return slots;
    }
}
