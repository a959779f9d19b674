using System.Diagnostics.Metrics;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway;

/// <summary>The meter <c>EdgeGateway</c>: what the steps of the request path count.</summary>
internal sealed class HostMetrics
{
    private readonly Counter<long> _slots;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGateway");
        _slots = meter.CreateCounter<long>("edge.slots.rendered", "{slot}", "Slots of personalised pages by slot, source and fallback reason.");
    }

    public void OnSlot(SlotDecision decision)
    {
        if (_slots.Enabled)
        {
            _slots.Add(1,
                new KeyValuePair<string, object?>("slot", decision.Slot?.Id),
                new KeyValuePair<string, object?>("source", decision.Source.ToText()),
                new KeyValuePair<string, object?>("reason", decision.Reason.ToText()));
        }
    }
}
