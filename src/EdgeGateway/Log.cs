namespace EdgeGateway;

/// <summary>Log events of the host, 9000 to 9999; docs/telemetry.md lists them.</summary>
internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Information, "The site listens on {Addresses}, the admin listener on {AdminAddress}; ready after {Milliseconds} ms.")]
    public static partial void Ready(ILogger logger, string addresses, string adminAddress, long milliseconds);

    [LoggerMessage(9001, LogLevel.Information, "The configuration '{File}' was read again and is in force.")]
    public static partial void Reloaded(ILogger logger, string file);

    [LoggerMessage(9002, LogLevel.Error, "The configuration '{File}' is refused and the previous one stays in force. {Problem}")]
    public static partial void ReloadRefused(ILogger logger, string file, string problem);

    [LoggerMessage(9003, LogLevel.Error, "Request {RequestId} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string requestId);

    [LoggerMessage(9004, LogLevel.Warning, "The step '{Step}' failed; the page is served without it.")]
    public static partial void StepFailed(ILogger logger, Exception exception, string step);

    [LoggerMessage(9007, LogLevel.Warning, "The catalogue '{File}': {Problem}")]
    public static partial void CatalogueProblem(ILogger logger, string file, string problem);

    [LoggerMessage(9008, LogLevel.Information, "The catalogue '{File}' has {Items} items.")]
    public static partial void CatalogueLoaded(ILogger logger, string file, int items);

    [LoggerMessage(9009, LogLevel.Warning, "{Problem}")]
    public static partial void RecoveryProblem(ILogger logger, string problem);

    [LoggerMessage(9010, LogLevel.Warning, "The fragment '{Fragment}' failed in slot '{Slot}'; the origin's bytes stay.")]
    public static partial void FragmentFailed(ILogger logger, Exception exception, string fragment, string slot);

    [LoggerMessage(9012, LogLevel.Warning, "{Count} PURGE requests without the right key were refused since the last report.")]
    public static partial void PurgeRefused(ILogger logger, long count);

    [LoggerMessage(9011, LogLevel.Debug, "Request {RequestId} is refused: {Reason}.")]
    public static partial void RequestRefused(ILogger logger, string requestId, string reason);
}
