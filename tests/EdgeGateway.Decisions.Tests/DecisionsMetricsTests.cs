using System.Diagnostics.Metrics;
using EdgeGateway.Decisions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGateway.Decisions.Tests;

public sealed class DecisionsMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly List<string> _seen = [];
    private readonly Shop _shop;

    public DecisionsMetricsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _shop = new Shop(metrics: new DecisionsMetrics(meters));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name == DecisionsMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Decision_IsCountedByTheRungsThatWereTried()
    {
        _shop.Viewed("b1").Models.ByName.Clear();

        _shop.Decide(_shop.Slot(Shop.Row("next", cache: TimeSpan.FromMinutes(1))));

        Assert.Equal(
            [
                "edge.decision.rungs 1 slot=recs rung=cached outcome=miss",
                "edge.decision.rungs 1 slot=recs rung=model outcome=no-model",
                "edge.decision.rungs 1 slot=recs rung=category outcome=answered",
                "edge.decisions 1 slot=recs source=segment-list reason=no-model",
                "edge.decision.duration 0 slot=recs",
            ],
            _seen);
    }

    [Fact]
    public void KeptOrigin_IsCountedAsFallback()
    {
        _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed")));

        Assert.Contains("edge.decisions 1 slot=recs source=fallback reason=no-profile", _seen);
    }

    [Fact]
    public void Duration_IsInSeconds()
    {
        _shop.Viewed("b1").Model.During = () => _shop.Time.Advance(TimeSpan.FromMilliseconds(500));

        _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Contains("edge.decision.duration 0.5 slot=recs", _seen);
        Assert.Contains("edge.decisions 1 slot=recs source=fallback reason=deadline", _seen);
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
}
