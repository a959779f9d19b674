using System.Diagnostics.Metrics;

namespace EdgeGateway.Storage;

/// <summary>What the stores report; meter <c>EdgeGateway.Storage</c>, seconds. Thread-safe.</summary>
public sealed class StorageMetrics
{
    private readonly Counter<long> _commits;
    private readonly Counter<long> _refusedEntries;
    private readonly Counter<long> _damagedRecords;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<double> _checkpointDuration;

    /// <summary>Creates the instruments.</summary>
    public StorageMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("EdgeGateway.Storage");
        _commits = meter.CreateCounter<long>("edge.journal.commits", "{commit}", "Group commits that became durable.");
        _refusedEntries = meter.CreateCounter<long>(
            "edge.journal.refused", "{entry}", "Entries refused: too much waits for the disk.");
        _damagedRecords = meter.CreateCounter<long>(
            "edge.store.damaged", "{record}", "Records that read as absent: checksum wrong.");
        _commitDuration = meter.CreateHistogram<double>("edge.journal.commit.duration", "s", "Start of a commit until durable.");
        _checkpointDuration = meter.CreateHistogram<double>(
            "edge.store.checkpoint.duration", "s", "Start of a checkpoint until durable.");
    }

    internal void OnCommit(TimeSpan duration)
    {
        _commits.Add(1);
        _commitDuration.Record(duration.TotalSeconds);
    }

    internal void OnEntryRefused() => _refusedEntries.Add(1);

    internal void OnDamagedRecord() => _damagedRecords.Add(1);

    internal void OnCheckpoint(TimeSpan duration) => _checkpointDuration.Record(duration.TotalSeconds);
}
