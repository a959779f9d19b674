using System.Diagnostics.Metrics;
using EdgeGateway.Decisions.Fallbacks;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions;

/// <summary>Counts what fills slots and why it was not something better. Tags come from enums and slot ids only.</summary>
public sealed class DecisionsMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EdgeGateway.Decisions";

    private readonly Counter<long> _decisions;
    private readonly Counter<long> _rungs;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public DecisionsMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _decisions = meter.CreateCounter<long>(
            "edge.decisions", "{decision}", "Slots decided, by slot, source and fallback reason.");
        _rungs = meter.CreateCounter<long>(
            "edge.decision.rungs", "{rung}", "Rungs of recommendation ladders tried, by slot, rung and outcome.");
        _duration = meter.CreateHistogram<double>("edge.decision.duration", "s", "Time to decide one slot.");
    }

    internal void Decided(string slot, DecisionSource source, FallbackReason reason, TimeSpan elapsed)
    {
        if (_decisions.Enabled)
        {
            _decisions.Add(1, new("slot", slot), new("source", source.ToText()), new("reason", reason.ToText()));
        }

        if (_duration.Enabled)
        {
            _duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("slot", slot));
        }
    }

    internal void Tried(string slot, Rung rung, string outcome)
    {
        if (_rungs.Enabled)
        {
            _rungs.Add(1, new("slot", slot), new("rung", rung.ToText()), new("outcome", outcome));
        }
    }
}
