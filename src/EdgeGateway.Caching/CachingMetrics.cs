using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Storage.Disk;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <summary>Instruments of the page cache, on the meter <c>EdgeGateway.Caching</c>.</summary>
public sealed class CachingMetrics : IDisposable
{
    private static readonly string[] ReadingNames = ["found", "absent", "purged", "damaged"];
    private static readonly string[] WritingNames = ["written", "kept", "ended", "dropped", "too-large", "failed"];

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _notStored;
    private readonly Counter<long> _deriveFailures;
    private readonly Counter<long> _encodings;
    private readonly Counter<long> _encodedBefore;
    private readonly Counter<long> _encodedAfter;
    private readonly Counter<long> _decodings;
    private readonly Histogram<double> _originDuration;
    private readonly Counter<long> _diskReads;
    private readonly Counter<long> _diskWrites;
    private readonly Counter<long> _purges;
    private readonly Counter<long> _purged;

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
        _diskReads = _meter.CreateCounter<long>("edge.cache.disk.reads", "{record}", "Records read from disk, by result.");
        _diskWrites = _meter.CreateCounter<long>("edge.cache.disk.writes", "{response}", "Responses for the disk, by result.");
        _purges = _meter.CreateCounter<long>("edge.cache.purges", "{purge}", "Purges, by scope and mode.");
        _purged = _meter.CreateCounter<long>("edge.cache.purged", "{response}", "Responses that purges hit, by scope and mode.");
        _originDuration = _meter.CreateHistogram<double>(
            "edge.cache.origin.duration", "s", "From sending a fetch to the end of its headers, by result.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Observe(PageCache cache)
    {
        _meter.CreateObservableUpDownCounter(
            "edge.cache.bytes", () => cache.Bytes, "By", "Accounted bytes, running fills included.");
        _meter.CreateObservableUpDownCounter("edge.cache.entries", () => (long)cache.Count, "{entry}", "Stored responses.");
        _meter.CreateObservableCounter(
            "edge.cache.evictions", () => cache.Evictions, "{entry}", "Entries evicted for room.");
        _meter.CreateObservableUpDownCounter(
            "edge.cache.purge.pending", () => cache.PendingPurges, "{entry}", "Purged entries whose room is still held.");
        _meter.CreateObservableUpDownCounter(
            "edge.cache.disk.bytes", () => cache.DiskBytes, "By", "Bytes of the page store's files.");
        _meter.CreateObservableUpDownCounter("edge.cache.disk.entries", () => (long)cache.DiskCount, "{entry}", "Responses on disk.");
        _meter.CreateObservableUpDownCounter(
            "edge.cache.disk.queued", () => (long)cache.DiskQueued, "{entry}", "Responses waiting to be written.");
    }

    internal void DiskRead(DiskReading reading) =>
        _diskReads.Add(1, new KeyValuePair<string, object?>("result", ReadingNames[(int)reading]));

    internal void DiskWritten(DiskWriting writing) =>
        _diskWrites.Add(1, new KeyValuePair<string, object?>("result", WritingNames[(int)writing]));

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

    internal void Purged(string scope, PurgeMode mode, int count)
    {
        var tags = new TagList { { "scope", scope }, { "mode", mode == PurgeMode.Soft ? "soft" : "hard" } };
        _purges.Add(1, tags);
        _purged.Add(count, tags);
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

    /// <summary>The coding of an origin's body was undone, or could not be.</summary>
    public void Decoded(ContentCoding coding, DecodeOutcome outcome) => _decodings.Add(
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
