using EdgeGateway.Purging;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Cache:Purge</c>: the key that allows PURGE on the site's listener, from the file itself or from one of its own.</summary>
internal static class PurgeSection
{
    private const int LongestFile = 4096;

    public static (PurgeKey? Key, string? File) Read(ConfigNode cache, ConfigPaths paths)
    {
        var node = cache.Object("Purge");
        var key = node.Text("Key");
        var file = paths.Read(node, "KeyFile");
        node.RejectUnknownKeys();
        if (key is not null && file is not null)
        {
            node.Problem("KeyFile", "The keys 'Key' and 'KeyFile' stand beside each other; give one of them.");
            return (null, file);
        }

        var secret = file is null ? key : ReadFile(node, file);
        if (secret is null)
        {
            return (null, file);
        }

        if (secret.Length < PurgeKey.LeastLength || secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // The key itself is not repeated: problems are printed and logged.
            node.Problem(file is null ? "Key" : "KeyFile",
                $"The purge key is not accepted; it must be at least {PurgeKey.LeastLength} characters of visible ASCII without blanks.");
            return (null, file);
        }

        return (new PurgeKey(secret), file);
    }

    private static string? ReadFile(ConfigNode node, string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: <= LongestFile })
            {
                return File.ReadAllText(file).Trim();
            }

            node.Refuse("KeyFile", file, $"a file of at most {LongestFile} bytes that holds the key");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            node.Refuse("KeyFile", file, $"a file that can be read ({exception.Message})");
        }

        return null;
    }
}
