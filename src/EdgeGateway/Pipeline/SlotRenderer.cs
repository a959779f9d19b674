using EdgeGateway.Decisions.Slots;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Turns a decision into ready bytes and notes what was truly shown. A fragment that fails leaves the origin's bytes, counted.
/// </summary>
internal sealed class SlotRenderer(HostMetrics metrics, ILogger<SlotRenderer> logger)
{
    public SlotContent Render(EdgeRequestFeature request, SiteSnapshot site, SlotModel slot, int index)
    {
        var decision = request.DecisionAt(index);
        if (decision.Content is { } shown)
        {
            try
            {
                var content = shown.Fragment is { } name
                    ? RenderFragment(request, site.Fragments, decision, name, index)
                    : new SlotContent(site.Texts.FrameFor(slot, shown));
                request.AddExposure(ExposureOf(slot, decision));
                return content;
            }
            catch (Exception exception)
            {
                Log.FragmentFailed(logger, exception, shown.Fragment ?? "", slot.Id);
                metrics.OnFragmentFailed(slot.Id);
                decision.KeepOrigin(FallbackReason.FragmentError);
            }
        }
        else if (decision.IsExposure)
        {
            request.AddExposure(ExposureOf(slot, decision));
        }

        return default;
    }

    private static SlotContent RenderFragment(
        EdgeRequestFeature request, FragmentLibrary fragments, SlotDecision decision, string name, int index)
    {
        var fragment = fragments.Find(name) ?? throw new InvalidOperationException($"The fragment '{name}' is not loaded.");
        var frame = fragment.GetFrame(decision.Values);
        var cards = request.CardsAt(index);
        var items = decision.Items;
        for (var i = 0; i < items.Length; i++)
        {
            cards[i] = fragment.GetCard(items[i]);
        }

        return new SlotContent(frame, cards, items.Length);
    }

    private static SlotExposure ExposureOf(SlotModel slot, SlotDecision decision) =>
        new(slot.Id, decision.Source, decision.Experiment, decision.Variant, decision.ItemArray, decision.Count);
}
