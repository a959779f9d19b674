using System.Text.Json;

namespace EdgeGateway.Configuration;

/// <summary>The text of a <c>gateway.json</c> as a tree: comments and trailing commas allowed, duplicate keys refused.</summary>
internal static class ConfigFile
{
    private const long LargestFile = 16 << 20;

    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 64,
    };

    /// <exception cref="ConfigException">The file is missing, too large or not JSON; the problem names the line.</exception>
    public static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw Problem(path, $"The file '{path}' does not exist; give the path of a gateway.json.");
        }

        if (file.Length > LargestFile)
        {
            throw Problem(path, $"The file '{path}' has {file.Length} bytes; at most {LargestFile} are accepted.");
        }

        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    /// <inheritdoc cref="ReadBytesAsync"/>
    public static JsonDocument Parse(string path, byte[] bytes)
    {
        try
        {
            var document = JsonDocument.Parse(WithoutMark(bytes), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Problem(path, $"The file '{path}' must hold one JSON object, not {document.RootElement.ValueKind.ToString().ToLowerInvariant()}.");
        }
        catch (JsonException exception)
        {
            throw Problem(path, $"The file '{path}' is not valid JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: "
                + exception.Message.Split(" Path:")[0].Split(" LineNumber:")[0]);
        }
    }

    /// <summary>The same text for the standard sections (<c>Kestrel</c>, <c>ReverseProxy</c>, <c>Logging</c>).</summary>
    public static IConfigurationRoot ToConfiguration(byte[] bytes) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(WithoutMark(bytes).ToArray(), writable: false)).Build();

    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;

    private static ConfigException Problem(string path, string message) => new(path, [new ConfigProblem("", message)]);
}
