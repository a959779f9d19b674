using System.Diagnostics.Metrics;
using EdgeGateway.Admin.Metrics;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Admin.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly TestMeters _meters = new();
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests() => _exporter = new PrometheusExporter(_meters);

    public void Dispose()
    {
        _exporter.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void Counter_HasHelpTypeAndTotal()
    {
        var counter = Meter("EdgeGateway.A").CreateCounter<long>("edge.cache.requests", "{request}", "Requests by outcome.");

        counter.Add(2, new KeyValuePair<string, object?>("outcome", "hit"));
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "hit"));
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "miss"));

        Assert.Equal("""
            # HELP edge_cache_requests_total Requests by outcome.
            # TYPE edge_cache_requests_total counter
            edge_cache_requests_total{outcome="hit"} 3
            edge_cache_requests_total{outcome="miss"} 1

            """, Edge(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Histogram_CountsCumulativelyUpToInfinity()
    {
        var histogram = Meter("EdgeGateway.A").CreateHistogram(
            "edge.duration", "s", "Time.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });

        histogram.Record(0.05);
        histogram.Record(0.1);
        histogram.Record(0.5);
        histogram.Record(7);

        Assert.Equal("""
            # HELP edge_duration_seconds Time.
            # TYPE edge_duration_seconds histogram
            edge_duration_seconds_bucket{le="0.1"} 2
            edge_duration_seconds_bucket{le="1"} 3
            edge_duration_seconds_bucket{le="+Inf"} 4
            edge_duration_seconds_sum 7.65
            edge_duration_seconds_count 4

            """, Edge(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void UnitInTheName_IsNotDoubled()
    {
        Meter("EdgeGateway.A").CreateObservableUpDownCounter("edge.cache.bytes", () => 42L, "By", "Bytes.");

        Assert.Contains("# TYPE edge_cache_bytes gauge\nedge_cache_bytes 42\n", Edge(), StringComparison.Ordinal);
    }

    [Fact]
    public void ObservedValue_ReplacesTheOneBefore()
    {
        var value = 5L;
        Meter("EdgeGateway.A").CreateObservableCounter("edge.evictions", () => value);
        Edge();

        value = 7;

        Assert.Contains("edge_evictions_total 7\n", Edge(), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsAndHelp_AreEscaped()
    {
        var counter = Meter("EdgeGateway.A").CreateCounter<int>("edge.odd-name", description: "back\\slash\nline");

        counter.Add(1, new KeyValuePair<string, object?>("slot.id", "a\"b\\c\nd"));

        Assert.Contains("# HELP edge_odd_name_total back\\\\slash line\n", Edge(), StringComparison.Ordinal);
        Assert.Contains("edge_odd_name_total{slot_id=\"a\\\"b\\\\c\\nd\"} 1\n", Edge(), StringComparison.Ordinal);
    }

    [Fact]
    public void SameNameOfTwoMeters_IsOneFamily()
    {
        Meter("EdgeGateway.A").CreateCounter<long>("edge.same").Add(1);
        Meter("EdgeGateway.B").CreateCounter<long>("edge.same").Add(2);

        Assert.Equal(2, Edge().Split("edge_same_total 3").Length);
        Assert.Equal(2, Edge().Split("# TYPE edge_same_total").Length);
    }

    [Fact]
    public void TagsWithoutEnd_ShareOneSeries()
    {
        var counter = Meter("EdgeGateway.A").CreateCounter<long>("edge.many");

        for (var i = 0; i < 1500; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("visitor", $"{i}"));
        }

        var lines = Edge().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        Assert.Equal(1001, lines.Count);
        Assert.Contains("edge_many_total{overflow=\"true\"} 500", lines);
    }

    [Fact]
    public void InstrumentsOfOthers_AreLeftOut()
    {
        using var stranger = new TestMeters();
        Meter("Other.Library").CreateCounter<long>("edge.other").Add(1);
        stranger.Create(new MeterOptions("EdgeGateway.A")).CreateCounter<long>("edge.elsewhere").Add(1);

        Assert.Equal("", Edge());
    }

    [Fact]
    public void NothingMeasured_WritesNoFamily()
    {
        Meter("EdgeGateway.A").CreateCounter<long>("edge.quiet");

        Assert.Equal("", Edge());
    }

    private Meter Meter(string name) => _meters.Create(new MeterOptions(name));

    // Without the runtime's own families, which no test decides.
    private string Edge() => string.Concat(_exporter.Scrape().Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.Contains("edge_", StringComparison.Ordinal)).Select(line => line + "\n"));
}
