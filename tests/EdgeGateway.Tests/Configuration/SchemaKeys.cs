using System.Text.Json;

namespace EdgeGateway.Tests.Configuration;

/// <summary>The keys of the JSON schema, in the notation of the reader: <c>*</c> for a chosen name, <c>#</c> for an entry of an array.</summary>
internal sealed class SchemaKeys
{
    private readonly JsonElement _root;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    private SchemaKeys(JsonElement root) => _root = root;

    public static JsonDocument Load() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "gateway.schema.json")));

    public static IReadOnlySet<string> Of(JsonElement root)
    {
        var keys = new SchemaKeys(root);
        keys.Walk(root.GetProperty("properties").GetProperty("Edge"), "Edge");
        return keys._keys;
    }

    private void Walk(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Walk(_root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]), path);
            return;
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                _keys.Add($"{path}:{property.Name}");
                Walk(property.Value, $"{path}:{property.Name}");
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
        {
            Walk(others, $"{path}:*");
        }

        if (schema.TryGetProperty("items", out var items))
        {
            Walk(items, $"{path}:#");
        }
    }
}
