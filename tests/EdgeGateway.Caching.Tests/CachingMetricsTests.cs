using System.Diagnostics.Metrics;
using EdgeGateway.Caching.Tests.Encodings;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests;

public sealed class CachingMetricsTests
{
    [Fact]
    public async Task Outcomes_AreCountedByName()
    {
        using var fixture = new CacheFixture();
        using var counts = new Counts(fixture);
        await fixture.GetAsync();
        await fixture.GetAsync();
        await fixture.GetAsync(fixture.With("POST", "/"));
        fixture.Origin.Answer("x", ("Cache-Control", "private"));
        await fixture.GetAsync("/private");
        await fixture.IdleAsync();

        Assert.Equal(2, counts["edge.cache.requests", "miss"]);
        Assert.Equal(1, counts["edge.cache.requests", "hit"]);
        Assert.Equal(1, counts["edge.cache.requests", "bypass"]);
        Assert.Equal(1, counts["edge.cache.not_stored", NotStoredReason.Private.ToText()]);
        Assert.Equal(2, counts["edge.cache.origin.duration", "answered"]);
        counts.Observe();
        Assert.Equal(fixture.Cache.Bytes, counts["edge.cache.bytes", ""]);
        Assert.Equal(1, counts["edge.cache.entries", ""]);
    }

    [Fact]
    public async Task Codings_AreCountedByResultAndBytes()
    {
        var body = Encoded.Body(1, 20_000);
        using var fixture = FormsTests.Serve(body);
        using var counts = new Counts(fixture);
        var stored = (await fixture.GetAsync()).Stored!;
        await FormsTests.MakeFormsAsync(stored);
        FormsTests.WithBody(fixture, Encoded.Gzip(body), ("Content-Encoding", "gzip"), ("Cache-Control", "max-age=60"));
        await fixture.GetAsync("/encoded", ("Accept-Encoding", "gzip"));
        FormsTests.WithBody(fixture, body, ("Content-Encoding", "gzip"), ("Cache-Control", "max-age=60"));
        await fixture.GetAsync("/damaged", ("Accept-Encoding", "gzip"));

        await FormsTests.UntilAsync(() => counts["edge.cache.encodings", "br made"] == 1);
        Assert.Equal(1, counts["edge.cache.encodings", "gzip made"]);
        Assert.Equal(20_000, counts["edge.cache.encoding.before", "gzip"]);
        Assert.Equal(stored.Forms!.Gzip!.Value.Length, counts["edge.cache.encoding.after", "gzip"]);
        Assert.Equal(1, counts["edge.cache.decodings", "gzip decoded"]);
        Assert.Equal(1, counts["edge.cache.decodings", "gzip damaged"]);
        Assert.Equal(1, counts["edge.cache.not_stored", NotStoredReason.BadEncoding.ToText()]);
    }

    [Fact]
    public void CookieNames_AreBounded()
    {
        var tally = new CookieTally();
        for (var i = 0; i < 1000; i++)
        {
            tally.Add($"cookie{i}");
        }

        tally.Add(new string('x', 5000));
        var snapshot = tally.Snapshot();

        Assert.Equal(65, snapshot.Count);
        Assert.Equal(937, snapshot["(others)"]);
        Assert.Equal(1, snapshot["cookie0"]);
    }

    /// <summary>Sums what one cache's instruments report; others run beside it in the same process.</summary>
    private sealed class Counts : IDisposable
    {
        private readonly Dictionary<(string Instrument, string Tag), long> _sums = [];
        private readonly MeterListener _listener = new();

        public Counts(CacheFixture fixture)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (fixture.Owns(instrument.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
            _listener.SetMeasurementEventCallback<double>((i, _, tags, _) => Add(i, 1, tags));
            _listener.Start();
        }

        public long this[string instrument, string tag]
        {
            get
            {
                lock (_sums)
                {
                    return _sums.GetValueOrDefault((instrument, tag));
                }
            }
        }

        public void Observe() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = (instrument.Name, string.Join(' ', tags.ToArray().Select(tag => (string)tag.Value!)));
            lock (_sums)
            {
                _sums[key] = _sums.GetValueOrDefault(key) + value;
            }
        }
    }
}
