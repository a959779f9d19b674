using System.Diagnostics.Metrics;
using EdgeGateway.Events.Applying;
using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Limiting;

namespace EdgeGateway.Events;

/// <summary>The meter <c>EdgeGateway.Events</c>.</summary>
public sealed class EventsMetrics
{
    private static readonly string[] ShedReasons = ["none", "queue", "journal", "stopping"];
    private static readonly string[] ProblemKinds =
        ["body", "too-many-bytes", "too-many-events", "unknown-field", "duplicate-field", "missing-field", "value"];

    private static readonly string[] RateOutcomes = ["allowed", "visitor", "address"];

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _captured;
    private readonly Counter<long> _shed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _applied;
    private readonly Counter<long> _replayed;
    private readonly Counter<long> _unreadable;
    private readonly Counter<long> _erased;
    private readonly Histogram<double> _checkpoints;
    private EventLog? _log;

    /// <summary>Makes the instruments.</summary>
    public EventsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGateway.Events");
        _accepted = meter.CreateCounter<long>("edge.events.accepted", "{event}", "Events durable and taken.");
        _duplicates = meter.CreateCounter<long>("edge.events.duplicates", "{event}", "Accepted events whose id had come before.");
        _captured = meter.CreateCounter<long>("edge.events.captured", "{page}", "Page views captured.");
        _shed = meter.CreateCounter<long>("edge.events.shed", "{event}", "Events and page views not taken, by reason.");
        _refused = meter.CreateCounter<long>("edge.events.refused", "{request}", "Bodies that were not acceptable, by kind.");
        _limited = meter.CreateCounter<long>("edge.events.limited", "{request}", "Requests over a rate, by whose.");
        _applied = meter.CreateCounter<long>("edge.events.applied", "{entry}", "Journal entries applied.");
        _replayed = meter.CreateCounter<long>("edge.events.replayed", "{entry}", "Journal entries replayed at start.");
        _unreadable = meter.CreateCounter<long>("edge.events.unreadable", "{entry}", "Journal entries skipped.");
        _erased = meter.CreateCounter<long>("edge.events.erasures", "{visitor}", "Visitors erased.");
        _checkpoints = meter.CreateHistogram<double>("edge.events.checkpoint.duration", "s", "Time of a checkpoint, by outcome.");
        meter.CreateObservableGauge("edge.events.queued", () => _log?.QueuedEntries ?? 0, "{entry}", "Entries not yet applied.");
    }

    /// <summary>Counts a body that was refused.</summary>
    public void OnRefused(EventProblemKind kind)
    {
        if (_refused.Enabled)
        {
            _refused.Add(1, new KeyValuePair<string, object?>("kind", ProblemKinds[(int)kind]));
        }
    }

    /// <summary>Counts a request over a rate; nothing when it was allowed.</summary>
    public void OnLimited(EventRateOutcome outcome)
    {
        if (_limited.Enabled && outcome != EventRateOutcome.Allowed)
        {
            _limited.Add(1, new KeyValuePair<string, object?>("by", RateOutcomes[(int)outcome]));
        }
    }

    internal void Observe(EventLog log) => _log = log;

    internal void Forget(EventLog log)
    {
        if (_log == log)
        {
            _log = null;
        }
    }

    internal void OnAccepted(in EventReceipt receipt)
    {
        _accepted.Add(receipt.Accepted);
        if (receipt.Duplicates > 0)
        {
            _duplicates.Add(receipt.Duplicates);
        }
    }

    internal void OnCaptured(ShedReason shed)
    {
        if (shed == ShedReason.None)
        {
            _captured.Add(1);
        }

        OnShed(shed, 1);
    }

    internal void OnShed(ShedReason shed, int events)
    {
        if (shed != ShedReason.None && _shed.Enabled)
        {
            _shed.Add(events, new KeyValuePair<string, object?>("reason", ShedReasons[(int)shed]));
        }
    }

    internal void OnApplied(int entries) => _applied.Add(entries);

    internal void OnReplayed(long entries) => _replayed.Add(entries);

    internal void OnUnreadable() => _unreadable.Add(1);

    internal void OnErased() => _erased.Add(1);

    internal void OnCheckpoint(TimeSpan duration, bool failed)
    {
        if (_checkpoints.Enabled)
        {
            _checkpoints.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", failed ? "failed" : "done"));
        }
    }
}
