using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace EdgeGateway.Admin.Metrics;

/// <summary>
/// Listens to the gateway's meters and to the framework's, and writes them as Prometheus text (exposition format 0.0.4).
/// Instruments of one name from several meters share one family.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<string, MetricInstrument> _instruments = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    private readonly IMeterFactory _meters;

    /// <param name="meters">The factory of the gateway's meters: another gateway in this process has its own.</param>
    public PrometheusExporter(IMeterFactory meters)
    {
        _meters = meters;
        _listener.InstrumentPublished = Subscribe;
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(state, value, tags));
        _listener.Start();
    }

    public string Scrape()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder(16 << 10);
        foreach (var instrument in _instruments.Values.OrderBy(instrument => instrument.Name, StringComparer.Ordinal))
        {
            instrument.Write(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Subscribe(Instrument instrument, MeterListener listener)
    {
        if (IsWanted(instrument.Meter))
        {
            var described = new MetricInstrument(instrument);
            listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(described.Name, described));
        }
    }

    // Per-request instruments of ASP.NET Core cost more than the gateway's own step; connections and runtime are cheap.
    private bool IsWanted(Meter meter) =>
        meter.Name == "System.Runtime"
        || (ReferenceEquals(meter.Scope, _meters)
            && (meter.Name.StartsWith("EdgeGateway", StringComparison.Ordinal) || meter.Name == "Microsoft.AspNetCore.Server.Kestrel"));

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricInstrument)state!).Record(value, tags);
}
