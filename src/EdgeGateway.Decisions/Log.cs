using Microsoft.Extensions.Logging;

namespace EdgeGateway.Decisions;

/// <summary>Log events of decisions: ids 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "The model of slot '{Slot}' failed; the row falls to the next rung.")]
    public static partial void ModelFailed(ILogger logger, string slot, Exception exception);

    [LoggerMessage(4001, LogLevel.Warning, "The decision cache failed at slot '{Slot}'; its items are scored anew.")]
    public static partial void CacheFailed(ILogger logger, string slot, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "Deciding slot '{Slot}' failed; the origin's markup stays.")]
    public static partial void DecisionFailed(ILogger logger, string slot, Exception exception);
}
