using EdgeGateway.Primitives.Outcomes;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Caching;

/// <summary>Log events 2000 to 2999. Targets and keys may hold personal data: they appear at Debug only.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Debug, "Fetching '{Target}' of '{Host}' ended: {Problem}")]
    public static partial void FillFailed(ILogger logger, string host, string target, string problem);

    [LoggerMessage(2001, LogLevel.Warning,
        "The origin of '{Host}' failed {Count} fetches since the last report; the latest: {Problem}")]
    public static partial void OriginFailing(ILogger logger, string host, long count, string problem);

    [LoggerMessage(2002, LogLevel.Warning,
        "Deriving content failed for {Count} responses since the last report; they are served plain.")]
    public static partial void DeriveFailing(ILogger logger, Exception exception, long count);

    [LoggerMessage(2003, LogLevel.Debug, "'{Target}' of '{Host}' is not stored: {Reason}")]
    public static partial void NotStored(ILogger logger, string host, string target, NotStoredReason reason);

    [LoggerMessage(2004, LogLevel.Information, "Purged {Count} responses ({Scope}, {Mode}).")]
    public static partial void Purged(ILogger logger, int count, string scope, string mode);

    [LoggerMessage(2030, LogLevel.Information,
        "The page store '{Directory}' holds {Entries} responses in {Segments} segments; opened in {Milliseconds} ms.")]
    public static partial void DiskOpened(ILogger logger, string directory, int entries, int segments, long milliseconds);

    [LoggerMessage(2031, LogLevel.Error, "The page store '{Directory}' is off: {Problem}")]
    public static partial void DiskOff(ILogger logger, string directory, string problem);

    [LoggerMessage(2032, LogLevel.Warning, "The page store skips the file '{File}': {Problem}.")]
    public static partial void DiskSkipped(ILogger logger, string file, string problem);

    [LoggerMessage(2033, LogLevel.Warning,
        "{Count} damaged records of the page store since the last report are not served; the latest in '{File}': {Problem}.")]
    public static partial void DiskDamaged(ILogger logger, long count, string file, string problem);

    [LoggerMessage(2034, LogLevel.Warning,
        "The page store refused {Count} times since the last report; pages go on and it is tried again: {Problem}")]
    public static partial void DiskRefuses(ILogger logger, long count, string problem);

    [LoggerMessage(2035, LogLevel.Warning, "The page store gave up everything it held: {Problem}.")]
    public static partial void DiskForgot(ILogger logger, string problem);
}
