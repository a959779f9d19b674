using System.Text.Json;
using System.Text.Unicode;

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
        var text = WithoutMark(bytes);
        if (!Utf8.IsValid(text.Span))
        {
            throw Problem(path, $"The file '{path}' is not text in UTF-8; save it as UTF-8.");
        }

        try
        {
            var document = JsonDocument.Parse(text, Options);
            CheckTexts(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Problem(path, $"The file '{path}' must hold one JSON object, not {document.RootElement.ValueKind.ToString().ToLowerInvariant()}.");
        }
        catch (JsonException exception)
        {
            throw Problem(path, $"The file '{path}' is not valid JSON{PlaceOf(exception)}: {SentenceOf(exception)}");
        }
        catch (InvalidOperationException)
        {
            throw Problem(path, $"The file '{path}' has a text with half of a surrogate pair, such as '\\ud800'; write the character itself.");
        }
    }

    /// <summary>The same text for the standard sections (<c>Kestrel</c>, <c>ReverseProxy</c>, <c>Logging</c>).</summary>
    /// <exception cref="ConfigException">Two keys differ in case only, which these sections take for the same.</exception>
    public static IConfigurationRoot ToConfiguration(string path, byte[] bytes)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonStream(new MemoryStream(WithoutMark(bytes).ToArray(), writable: false)).Build();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            throw Problem(path, $"The file '{path}' cannot be used: {exception.Message}");
        }
    }

    // Reads every text once: an escape that is no character shows only then.
    private static void CheckTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    CheckTexts(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    CheckTexts(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    private static string PlaceOf(JsonException exception) =>
        exception.LineNumber is { } line ? $" at line {line + 1}, column {exception.BytePositionInLine + 1}" : "";

    private static string SentenceOf(JsonException exception)
    {
        var sentence = exception.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd();
        return sentence.EndsWith('.') ? sentence : sentence + ".";
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;

    private static ConfigException Problem(string path, string message) => new(path, [new ConfigProblem("", message)]);
}
