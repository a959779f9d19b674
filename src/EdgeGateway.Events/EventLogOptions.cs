using EdgeGateway.Events.Counters;

namespace EdgeGateway.Events;

/// <summary>Bounds and rhythm of the event log.</summary>
public sealed class EventLogOptions
{
    /// <summary>Journal entries that may wait to be applied; above it events are shed. Default 65,536.</summary>
    public int MaxQueuedEntries { get; init; } = 65_536;

    /// <summary>Bytes that may wait to be applied; above it events are shed. Default 32 MB.</summary>
    public int MaxQueuedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Time between checkpoints of the store while events come. Default 1 minute.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Entries after which a checkpoint comes before its time: a start replays no more. Default 1,000,000.</summary>
    public int CheckpointEntries { get; init; } = 1_000_000;

    /// <summary>How long an event id is remembered at least. Default 10 minutes.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Ids of one half of the window; when they come faster, it is shorter. Default 500,000 (22 MB when full).</summary>
    public int MaxDuplicateIds { get; init; } = 500_000;

    /// <summary>Counting and ranking of items.</summary>
    public ItemCounterOptions Items { get; init; } = new();
}
