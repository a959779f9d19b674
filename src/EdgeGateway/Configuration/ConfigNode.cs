using System.Text.Json;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>
/// One JSON object of an operator's file, read strictly: each getter checks type and range, collects a problem instead of
/// throwing, and remembers the key; <see cref="RejectUnknownKeys"/> then names what nothing asked for. Not thread-safe.
/// </summary>
internal sealed class ConfigNode(JsonElement element, string path, ICollection<ConfigProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    public ICollection<ConfigProblem> Problems { get; } = problems;

    public bool Has(string key) => TryGet(key, out _);

    /// <summary>A nested object; an empty one when absent.</summary>
    public ConfigNode Object(string key)
    {
        var present = TryGet(key, out var value);
        if (present && value.ValueKind != JsonValueKind.Object)
        {
            Report(key, value, "an object: { … }");
            present = false;
        }

        return new ConfigNode(present ? value : EmptyObject, $"{Path}:{key}", Problems);
    }

    /// <summary>The same object under another path.</summary>
    public ConfigNode Renamed(string path) => new(element, path, Problems);

    /// <summary>The members of this object whose names an operator chooses, such as slot ids.</summary>
    public IEnumerable<(string Name, ConfigNode Node)> Members()
    {
        foreach (var member in element.EnumerateObject())
        {
            _known.Add(member.Name);
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                yield return (member.Name, new ConfigNode(member.Value, $"{Path}:{member.Name}", Problems));
            }
            else
            {
                Report(member.Name, member.Value, "an object: { … }");
            }
        }
    }

    /// <summary>The objects of an array; none when absent.</summary>
    public IEnumerable<ConfigNode> Objects(string key)
    {
        if (!TryGet(key, out var value))
        {
            yield break;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Report(key, value, "an array of objects: [ { … } ]");
            yield break;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return new ConfigNode(item, $"{Path}:{key}:{index}", Problems);
            }
            else
            {
                Report($"{key}:{index}", item, "an object: { … }");
            }

            index++;
        }
    }

    public string? Text(string key)
    {
        if (!TryGet(key, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Report(key, value, "a string");
        return null;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        if (!TryGet(key, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Report(key, value, "an array of strings: [\"…\"]");
        return [];
    }

    /// <summary>String values by name, such as the values given to a fragment.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!TryGet(key, out var value))
        {
            return map;
        }

        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(m => m.Value.ValueKind != JsonValueKind.String))
        {
            Report(key, value, "an object of strings: { \"name\": \"text\" }");
            return map;
        }

        foreach (var member in value.EnumerateObject())
        {
            map[member.Name] = member.Value.GetString()!;
        }

        return map;
    }

    public bool Flag(string key, bool otherwise)
    {
        if (!TryGet(key, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Report(key, value, "true or false");
        return otherwise;
    }

    public double Number(string key, double otherwise, double least, double most)
    {
        if (!TryGet(key, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Report(key, value, FormattableString.Invariant($"a number from {least} to {most}"));
        return otherwise;
    }

    public int Integer(string key, int otherwise, int least, int most)
    {
        if (!TryGet(key, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Report(key, value, FormattableString.Invariant($"a whole number from {least} to {most}"));
        return otherwise;
    }

    public TimeSpan? Duration(string key)
    {
        if (!TryGet(key, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && Quantities.TryParseDuration(value.GetString()!, out var duration))
        {
            return duration;
        }

        Report(key, value, Quantities.DurationForm);
        return null;
    }

    public TimeSpan Duration(string key, TimeSpan otherwise) => Duration(key) ?? otherwise;

    public long Size(string key, long otherwise)
    {
        if (!TryGet(key, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.String && Quantities.TryParseSize(value.GetString()!, out var size))
        {
            return size;
        }

        Report(key, value, Quantities.SizeForm);
        return otherwise;
    }

    /// <summary>One word of a list; null when absent or not in it.</summary>
    public string? Word(string key, params ReadOnlySpan<string> accepted)
    {
        if (!TryGet(key, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && accepted.Contains(value.GetString()!))
        {
            return value.GetString();
        }

        string[] words = [.. accepted];
        Report(key, value, string.Join(", ", words), value.ValueKind == JsonValueKind.String ? NearMiss.Hint(value.GetString()!, words) : "");
        return null;
    }

    /// <summary>Reports every key that no getter asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
            {
                Problem(member.Name, $"The key '{member.Name}' is unknown; accepted are {string.Join(", ", _known.Order(StringComparer.Ordinal))}."
                    + NearMiss.Hint(member.Name, _known));
            }
        }
    }

    public void Problem(string key, string message) =>
        Problems.Add(new ConfigProblem(key.Length == 0 ? Path : $"{Path}:{key}", message));

    private static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement;

    private bool TryGet(string key, out JsonElement value)
    {
        _known.Add(key);
        return element.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private void Report(string key, JsonElement value, string accepted, string hint = "") =>
        Problem(key, $"The value '{Cut(value.ToString())}' is not accepted; it must be {accepted}.{hint}");

    private static string Cut(string text) => text.Length <= 80 ? text : text[..79] + "…";
}
