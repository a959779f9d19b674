using Microsoft.Extensions.Logging;

namespace EdgeGateway.Visitors.Identity;

/// <summary>Log events of identity: 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Visitor cookies are signed with key {KeyId} of {Folder}; {Count} keys verify.")]
    public static partial void KeysLoaded(this ILogger logger, uint keyId, string folder, int count);

    [LoggerMessage(1001, LogLevel.Information,
        "Visitor cookies are signed with the new key {KeyId}; the key before keeps verifying.")]
    public static partial void KeyRotated(this ILogger logger, uint keyId);
}
