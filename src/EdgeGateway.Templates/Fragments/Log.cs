using Microsoft.Extensions.Logging;

namespace EdgeGateway.Templates.Fragments;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Loaded {Count} fragment templates from {Directory}.")]
    public static partial void FragmentsLoaded(ILogger logger, int count, string directory);
}
