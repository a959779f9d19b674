using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Limiting;
using EdgeGateway.Events.Tests.Fakes;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Events.Tests;

public sealed class EventsMetricsTests : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _seen = [];
    private readonly TestMeters _meters = new();
    private readonly MeterListener _listener = new();

    public EventsMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _meters.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task EventLog_CountsWhatBecomesOfEvents()
    {
        var store = new MemoryStore();
        var journal = new MemoryJournal();
        var time = new ManualTimeProvider();
        await using (var log = await EventLog.StartAsync(
            journal, store, new ProfileStore(store, EventLogHarness.Key), new EventLogOptions(), time,
            NullLogger<EventLog>.Instance,
            new EventsMetrics(_meters)))
        {
            var visitor = new VisitorId(1, 2);
            EdgeEvent[] events =
                [new() { Type = EventType.View, Time = 0, Id = 1 }, new() { Type = EventType.View, Time = 0, Id = 1 }];
            await log.AcceptAsync(visitor, events, CancellationToken.None);
            log.TryCapture(visitor, new PageCapture { Path = "/" });
            await log.EraseAsync(visitor, CancellationToken.None);
            journal.IsFull = true;
            log.TryCapture(visitor, new PageCapture { Path = "/" });
            await log.AcceptAsync(visitor, events, CancellationToken.None);
            _listener.RecordObservableInstruments();
        }

        Assert.Equal(2, _seen["edge.events.accepted"]);
        Assert.Equal(1, _seen["edge.events.duplicates"]);
        Assert.Equal(1, _seen["edge.events.captured"]);
        Assert.Equal(1, _seen["edge.events.erasures"]);
        Assert.Equal(3, _seen["edge.events.shed reason=journal"]);
        Assert.Equal(3, _seen["edge.events.applied"]);
        Assert.Equal(1, _seen["edge.events.checkpoint.duration outcome=done"]);
        Assert.Equal(0, _seen["edge.events.queued"]);
    }

    [Fact]
    public void RefusedAndLimitedRequests_CarryTheirReason()
    {
        var metrics = new EventsMetrics(_meters);
        foreach (var kind in Enum.GetValues<EventProblemKind>())
        {
            metrics.OnRefused(kind);
        }

        metrics.OnLimited(EventRateOutcome.Allowed);
        metrics.OnLimited(EventRateOutcome.Visitor);
        metrics.OnLimited(EventRateOutcome.Address);

        string[] expected =
        [
            "edge.events.limited by=address",
            "edge.events.limited by=visitor",
            "edge.events.refused kind=body",
            "edge.events.refused kind=duplicate-field",
            "edge.events.refused kind=missing-field",
            "edge.events.refused kind=too-many-bytes",
            "edge.events.refused kind=too-many-events",
            "edge.events.refused kind=unknown-field",
            "edge.events.refused kind=value",
        ];
        Assert.Equal(expected, _seen.Keys.Order(StringComparer.Ordinal));
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Key}={tags[0].Value}";
        _seen.AddOrUpdate(name, value, (_, old) => old + value);
    }

    private sealed class TestMeters : IMeterFactory
    {
        public Meter? Meter { get; private set; }

        public Meter Create(MeterOptions options) => Meter = new Meter(options.Name);

        public void Dispose() => Meter?.Dispose();
    }
}
