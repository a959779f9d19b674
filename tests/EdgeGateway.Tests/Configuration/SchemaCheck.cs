using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeGateway.Tests.Configuration;

/// <summary>The keywords of JSON Schema 2020-12 that our schema uses; answers the places that break it.</summary>
internal static class SchemaCheck
{
    public static List<string> Run(JsonElement root, JsonElement instance)
    {
        var broken = new List<string>();
        Check(root, root, instance, "", broken);
        return broken;
    }

    private static void Check(JsonElement root, JsonElement schema, JsonElement value, string place, List<string> broken)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$ref":
                    Check(root, root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!.Split('/')[^1]), value, place, broken);
                    break;
                case "type" when !IsType(keyword.Value.GetString()!, value):
                case "enum" when !keyword.Value.EnumerateArray().Any(entry => entry.GetString() == value.ToString()):
                case "pattern" when value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!):
                case "minimum" when value.ValueKind == JsonValueKind.Number && value.GetDouble() < keyword.Value.GetDouble():
                case "maximum" when value.ValueKind == JsonValueKind.Number && value.GetDouble() > keyword.Value.GetDouble():
                case "minItems" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() < keyword.Value.GetInt32():
                case "required" when keyword.Value.EnumerateArray().Any(name => !value.TryGetProperty(name.GetString()!, out _)):
                case "anyOf" when keyword.Value.EnumerateArray().All(one => Breaks(root, one, value)):
                    broken.Add(place);
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var (index, item) in value.EnumerateArray().Index())
                    {
                        Check(root, keyword.Value, item, $"{place}/{index}", broken);
                    }

                    break;
            }
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckMembers(root, schema, value, place, broken);
        }
    }

    private static bool Breaks(JsonElement root, JsonElement schema, JsonElement value)
    {
        var broken = new List<string>();
        Check(root, schema, value, "", broken);
        return broken.Count > 0;
    }

    private static void CheckMembers(JsonElement root, JsonElement schema, JsonElement value, string place, List<string> broken)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var known))
            {
                Check(root, known, member.Value, $"{place}/{member.Name}", broken);
            }
            else if (schema.TryGetProperty("additionalProperties", out var others))
            {
                if (others.ValueKind == JsonValueKind.False)
                {
                    broken.Add($"{place}/{member.Name}");
                }
                else
                {
                    Check(root, others, member.Value, $"{place}/{member.Name}", broken);
                }
            }
        }
    }

    private static bool IsType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new ArgumentException($"The type '{type}' is not used by our schema.", nameof(type)),
    };
}
