using Microsoft.Extensions.Logging;

namespace EdgeGateway.Storage;

/// <summary>The events of this project: 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Warning, "{Problem}")]
    public static partial void JournalProblem(ILogger logger, string problem);

    [LoggerMessage(6001, LogLevel.Error,
        "The journal {Directory} did not commit within {Limit}; {FailedWrites} writes failed; new entries are refused meanwhile")]
    public static partial void JournalStalled(ILogger logger, string directory, TimeSpan limit, long failedWrites);

    [LoggerMessage(6002, LogLevel.Information, "The journal {Directory} commits again")]
    public static partial void JournalAnswersAgain(ILogger logger, string directory);

    [LoggerMessage(6003, LogLevel.Error, "The journal {Directory} has failed and must be opened again")]
    public static partial void JournalFailed(ILogger logger, Exception exception, string directory);

    [LoggerMessage(6010, LogLevel.Warning, "{Problem}")]
    public static partial void StoreProblem(ILogger logger, string problem);

    [LoggerMessage(6011, LogLevel.Information,
        "Opened the store {Directory}: {Records} records, applied up to journal address {AppliedAddress}")]
    public static partial void StoreOpened(ILogger logger, string directory, long records, long appliedAddress);

    [LoggerMessage(6012, LogLevel.Debug, "Checkpoint {Number} of the store {Directory} holds journal address {AppliedAddress}")]
    public static partial void CheckpointTaken(ILogger logger, long number, string directory, long appliedAddress);
}
