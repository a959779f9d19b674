using System.Diagnostics.Metrics;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <summary>Instruments of the page cache, on the meter <c>EdgeGateway.Caching</c>.</summary>
public sealed class CachingMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _notStored;
    private readonly Counter<long> _deriveFailures;
    private readonly Counter<long> _encodings;
    private readonly Counter<long> _encodedBefore;
    private readonly Counter<long> _encodedAfter;
    private readonly Counter<long> _decodings;
    private readonly Histogram<double> _originDuration;

    /// <summary>Creates the instruments.</summary>
    public CachingMetrics(IMeterFactory factory)
    {
        _meter = factory.Create("EdgeGateway.Caching");
        _requests = _meter.CreateCounter<long>("edge.cache.requests", "{request}", "Requests by outcome.");
        _notStored = _meter.CreateCounter<long>("edge.cache.not_stored", "{response}", "Responses not stored, by reason.");
        _deriveFailures = _meter.CreateCounter<long>(
            "edge.cache.derive.failures", "{response}", "Responses whose derived content failed.");
        _encodings = _meter.CreateCounter<long>("edge.cache.encodings", "{body}", "Forms of stored bodies, by coding and result.");
        _encodedBefore = _meter.CreateCounter<long>("edge.cache.encoding.before", "By", "Bytes before coding, of forms made.");
        _encodedAfter = _meter.CreateCounter<long>("edge.cache.encoding.after", "By", "Bytes after coding, of forms made.");
        _decodings = _meter.CreateCounter<long>("edge.cache.decodings", "{body}", "Bodies the origin encoded, by coding and result.");
        _originDuration = _meter.CreateHistogram<double>(
            "edge.cache.origin.duration", "s", "From sending a fetch to the end of its headers, by result.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Observe(Func<long> bytes, Func<long> entries, Func<long> evictions, Func<long> sweeping)
    {
        _meter.CreateObservableUpDownCounter("edge.cache.bytes", bytes, "By", "Accounted bytes, running fills included.");
        _meter.CreateObservableUpDownCounter("edge.cache.entries", entries, "{entry}", "Stored responses.");
        _meter.CreateObservableCounter("edge.cache.evictions", evictions, "{entry}", "Entries evicted for room.");
        _meter.CreateObservableUpDownCounter(
            "edge.cache.purge.pending", sweeping, "{entry}", "Purged entries whose room is still held.");
    }

    internal void Answered(CacheOutcome outcome)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToText()));
        }
    }

    internal void NotStored(NotStoredReason reason)
    {
        if (_notStored.Enabled)
        {
            _notStored.Add(1, new KeyValuePair<string, object?>("reason", reason.ToText()));
        }
    }

    internal void DeriveFailed() => _deriveFailures.Add(1);

    internal void Encoded(ContentCoding coding, EncodingResult result, long before, long after)
    {
        var tag = new KeyValuePair<string, object?>("coding", coding.ToText());
        _encodings.Add(1, tag, new KeyValuePair<string, object?>("result", result.ToText()));
        if (result == EncodingResult.Made)
        {
            _encodedBefore.Add(before, tag);
            _encodedAfter.Add(after, tag);
        }
    }

    internal void Decoded(ContentCoding coding, DecodeOutcome outcome) => _decodings.Add(
        1,
        new KeyValuePair<string, object?>("coding", coding.ToText()),
        new KeyValuePair<string, object?>("result", outcome.ToText()));

    internal void OriginAnswered(TimeSpan duration, bool failed)
    {
        if (_originDuration.Enabled)
        {
            _originDuration.Record(
                duration.TotalSeconds, new KeyValuePair<string, object?>("result", failed ? "failed" : "answered"));
        }
    }
}
