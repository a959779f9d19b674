using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace EdgeGateway.Admin.Metrics;

/// <summary>One instrument as Prometheus sees it: a name, a kind and a bounded number of series.</summary>
internal sealed class MetricInstrument
{
    private const int MostSeries = 1000;

    private static readonly double[] SecondBounds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<ulong, MetricSeries> _series = new();
    private readonly string _help;
    private readonly string _kind;
    private readonly double[]? _bounds;

    public MetricInstrument(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        var counter = type == typeof(Counter<>) || type == typeof(ObservableCounter<>);
        IsAbsolute = instrument.IsObservable || type == typeof(Gauge<>);
        _bounds = type == typeof(Histogram<>) ? BoundsOf(instrument) : null;
        _kind = _bounds is not null ? "histogram" : counter ? "counter" : "gauge";
        _help = (instrument.Description ?? "").ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
        Name = NameOf(instrument) + (counter ? "_total" : "");
    }

    public string Name { get; }

    /// <summary>True when a measurement replaces the value, false when it adds to it.</summary>
    public bool IsAbsolute { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Looked up by a hash of the tags: a measurement on the request path builds no label text.
        var key = KeyOf(tags);
        if (!_series.TryGetValue(key, out var series))
        {
            series = AddSeries(key, tags);
        }

        if (IsAbsolute)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Append($"# HELP {Name} {_help}\n# TYPE {Name} {_kind}\n");
        foreach (var series in _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
        {
            series.Write(text, Name);
        }
    }

    // Past the cap all further tag sets share one series, so that traffic cannot grow this table.
    private MetricSeries AddSeries(ulong key, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.Count < MostSeries
            ? _series.GetOrAdd(key, new MetricSeries(LabelsOf(tags), _bounds))
            : _series.GetOrAdd(ulong.MaxValue, static (_, bounds) => new MetricSeries("overflow=\"true\"", bounds), _bounds);

    private static ulong KeyOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 14695981039346656037UL;
        foreach (var (key, value) in tags)
        {
            hash = (hash ^ (uint)key.GetHashCode(StringComparison.Ordinal)) * 1099511628211UL;
            hash = (hash ^ (uint)(value?.GetHashCode() ?? 0)) * 1099511628211UL;
        }

        return hash;
    }

    private static double[] BoundsOf(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } ? [.. advised] : SecondBounds;

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_').Replace('-', '_')).Append("=\"")
                .Append((value?.ToString() ?? "").Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return text.ToString();
    }
}
