using Microsoft.Extensions.Logging;

namespace EdgeGateway.Inference;

/// <summary>Log events 7000 to 7999.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "{Report}")]
    public static partial void RuntimeLoaded(ILogger logger, string report);

    [LoggerMessage(7001, LogLevel.Warning, "{Report}")]
    public static partial void ScoringOff(ILogger logger, string report);

    [LoggerMessage(7002, LogLevel.Information, "Model '{Model}' version '{Version}' serves with {Items} items.")]
    public static partial void ModelServes(ILogger logger, string model, string version, int items);

    [LoggerMessage(7003, LogLevel.Warning, "Model '{Model}' version '{Version}' is refused: {Reason}")]
    public static partial void ModelRefused(ILogger logger, string model, string version, string reason);

    [LoggerMessage(7004, LogLevel.Information, "Model '{Model}' version '{Version}' no longer serves.")]
    public static partial void ModelRetired(ILogger logger, string model, string version);
}
