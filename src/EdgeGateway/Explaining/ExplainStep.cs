using System.Diagnostics;
using EdgeGateway.Caching;
using EdgeGateway.Pipeline;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Explaining;

/// <summary>Looks at what the steps left behind, after they ran as they always do: an explanation that cannot drift from the truth.</summary>
internal sealed class ExplainStep(RequestDelegate next, ExplainSink sink, PageCache cache, TimeProvider time)
{
    /// <summary>The scheme of the explained URL.</summary>
    public const string SchemeField = "Edge-Explain-Scheme";

    private static readonly TimeSpan FillLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FillLook = TimeSpan.FromMilliseconds(5);

    public async Task InvokeAsync(HttpContext context)
    {
        var explanation = sink.Begin();
        if (context.Request.Headers.Remove(SchemeField, out var scheme))
        {
            // The one who explains listens in plain; the page may not.
            context.Request.Scheme = scheme.ToString();
        }

        try
        {
            await next(context);
            await WaitForFillsAsync();
            explanation.SetResult(Explain(context));
        }
        catch (Exception exception)
        {
            explanation.TrySetException(exception);
            throw;
        }
    }

    // What is fetched is stored a moment after the last reader has it; only then can a second request find it.
    private async Task WaitForFillsAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (cache.RunningFills > 0 && Stopwatch.GetElapsedTime(started) < FillLimit)
        {
            await Task.Delay(FillLook);
        }
    }

    private RequestExplanation Explain(HttpContext context)
    {
        var request = context.EdgeRequest();
        var page = request.Page ?? request.Answer?.Response?.Derived as PageContent;
        return new RequestExplanation
        {
            Route = request.Route,
            Cache = cache.Explain(CacheRequests.Create(context, new PageTarget(request.Route, context.Request.Path.Value ?? "/"), time)),
            CacheStatus = request.Answer?.CacheStatus ?? request.ForwardStatus ?? "",
            NotStored = request.Answer?.NotStored ?? request.ForwardReason,
            StatusCode = context.Response.StatusCode,
            ContentType = context.Response.ContentType,
            IsPage = page is not null,
            Slots = page is null ? [] : ExplainSlots(request, page),
            Refusal = page is { Plan.Refusal: not PlanRefusal.None } ? page.Plan.Refusal.ToText() : null,
        };
    }

    private static List<SlotExplanation> ExplainSlots(EdgeRequestFeature request, PageContent page)
    {
        var slots = new List<SlotExplanation>();
        for (var i = 0; i < request.DecisionCount; i++)
        {
            var slot = page.Slots[page.Plan.Slots[i].SlotIndex];
            var decision = request.DecisionAt(i);
            var shown = decision.Content switch
            {
                null => "the origin's bytes",
                { Fragment: { } fragment } => $"fragment '{fragment}'",
                { Text: { } text } => $"text '{text}'",
                _ => "nothing in place of the origin's bytes",
            };
            var items = decision.Count > 0 ? $" with {decision.Count} items" : "";
            var reason = decision.Reason == FallbackReason.None ? "" : $", {decision.Reason.ToText()}";
            slots.Add(new SlotExplanation(slot.Id, SlotMarkups.Sought(slot), $"{shown}{items} by {decision.Source.ToText()}{reason}"));
        }

        slots.AddRange(page.Plan.Missing.Select(missing =>
            new SlotExplanation(missing.Slot, SlotMarkups.Sought(page.Slots[missing.SlotIndex]), $"{missing.Reason.ToText()}: {missing.Message}")));
        return slots;
    }
}
