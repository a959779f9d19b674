using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates;

/// <summary>The instruments of the meter <c>EdgeGateway.Templates</c>. Thread-safe.</summary>
public sealed class TemplatesMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "EdgeGateway.Templates";

    private readonly Counter<long> _plans;
    private readonly Counter<long> _missing;
    private readonly Counter<long> _rendered;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _streams;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    public TemplatesMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _plans = meter.CreateCounter<long>("edge.templates.plans", "{plan}", "Pages read, by refusal.");
        _missing = meter.CreateCounter<long>(
            "edge.templates.slots.missing", "{slot}", "Slots not found on a page, by slot and reason.");
        _rendered = meter.CreateCounter<long>("edge.templates.renders", "{render}", "Templates run, by fragment and kind.");
        _bytes = meter.CreateCounter<long>("edge.templates.plan.bytes", "By", "Bytes of pages read.");
        _streams = meter.CreateCounter<long>("edge.templates.streams", "{page}", "Pages filled while they passed, by outcome.");
        _duration = meter.CreateHistogram<double>("edge.templates.plan.duration", "s", "Time to read one page.");
    }

    internal long Start() => _duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal void PlanCreated(PagePlan plan, long started, int length)
    {
        if (_plans.Enabled)
        {
            _plans.Add(1, new KeyValuePair<string, object?>("refusal", plan.Refusal.ToText()));
        }

        _bytes.Add(length);
        if (started != 0)
        {
            _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        Missed(plan.Missing);
    }

    internal void PageStreamed(IReadOnlyList<MissingSlot> missing, bool passed)
    {
        _streams.Add(1, new KeyValuePair<string, object?>("outcome", passed ? "passed" : "filled"));
        Missed(missing);
    }

    internal void StreamFailed() => _streams.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    private void Missed(IReadOnlyList<MissingSlot> missing)
    {
        if (_missing.Enabled)
        {
            foreach (var slot in missing)
            {
                _missing.Add(1, new("slot", slot.Slot), new("reason", slot.Reason.ToText()));
            }
        }
    }

    internal void Rendered(string fragment, string kind)
    {
        if (_rendered.Enabled)
        {
            _rendered.Add(1, new("fragment", fragment), new("kind", kind));
        }
    }
}
