using Microsoft.Extensions.Logging;

namespace EdgeGateway.Events;

/// <summary>Log events 5000 to 5099.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information,
        "Replayed {Entries} journal entries from address {From} to {Applied} in {Milliseconds:0} ms.")]
    public static partial void Replayed(ILogger logger, long entries, long from, long applied, double milliseconds);

    [LoggerMessage(5001, LogLevel.Debug, "Checkpoint at address {Address} with {Items} items in {Milliseconds:0} ms.")]
    public static partial void Checkpoint(ILogger logger, long address, int items, double milliseconds);

    [LoggerMessage(5002, LogLevel.Error,
        "The checkpoint at address {Address} failed; the journal keeps everything and the next one is tried in its time.")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception, long address);

    [LoggerMessage(5003, LogLevel.Error,
        "The journal entry at address {Address} could not be applied; checkpoints stop so that the next start replays it.")]
    public static partial void ApplyFailed(ILogger logger, Exception exception, long address);

    [LoggerMessage(5004, LogLevel.Warning,
        "The journal entry at address {Address} is of no known version or damaged and was skipped.")]
    public static partial void EntryUnreadable(ILogger logger, long address);

    [LoggerMessage(5005, LogLevel.Error,
        "Events between the addresses {Applied} and {Begin} are lost: the journal begins after what the profiles have applied.")]
    public static partial void JournalGap(ILogger logger, long applied, long begin);

    [LoggerMessage(5006, LogLevel.Warning,
        "The store holds no usable item counters; they are counted again from the journal, which begins at address {Begin}.")]
    public static partial void ItemCountersRebuilt(ILogger logger, long begin);

    [LoggerMessage(5007, LogLevel.Warning,
        "The profile store is empty: profiles and item counters are built again from the journal, from address {Begin}.")]
    public static partial void ProfilesRebuilt(ILogger logger, long begin);
}
