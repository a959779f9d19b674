using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGateway.Inference.Models;

/// <summary>Strict JSON: nothing unknown, nothing twice, nothing missing.</summary>
internal static class ModelJson
{
    public static JsonSerializerOptions CreateOptions() => new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Reads a file's bytes, refusing with the place of the first fault.</summary>
    public static T Read<T>(ReadOnlySpan<byte> utf8, string file) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, ModelManifest.JsonOptions)
                ?? throw new ModelRefusedException($"'{file}' is 'null'; an object is needed.");
        }
        catch (JsonException e)
        {
            var place = e.Path is { Length: > 0 } path ? $" at '{path}'" : "";
            throw new ModelRefusedException($"'{file}' is not valid{place}, line {e.LineNumber + 1}: {Reason(e)}.", e);
        }
    }

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }
}
