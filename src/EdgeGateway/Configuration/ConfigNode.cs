using System.Text.Json;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <summary>
/// One JSON object of an operator's file, read strictly: each getter checks type and range, collects a problem instead of
/// throwing, and remembers the key; <see cref="RejectUnknownKeys"/> then names what nothing asked for. Not thread-safe.
/// </summary>
internal sealed partial class ConfigNode
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly JsonElement _element;
    private readonly ConfigReading _reading;
    private readonly string _shape;

    private ConfigNode(JsonElement element, string path, string shape, ConfigReading reading)
    {
        _element = element;
        _shape = shape;
        _reading = reading;
        Path = path;
    }

    public string Path { get; }

    /// <summary>The whole file.</summary>
    public static ConfigNode Root(JsonElement element, ConfigReading reading) => new(element, "", "", reading);

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

        return new ConfigNode(present ? value : EmptyObject, Join(Path, key), Join(_shape, key), _reading);
    }

    /// <summary>The members of this object whose names an operator chooses, such as slot ids.</summary>
    public IEnumerable<(string Name, ConfigNode Node)> Members()
    {
        foreach (var member in _element.EnumerateObject())
        {
            _known.Add(member.Name);
            yield return (member.Name, Child(member.Name, Join(_shape, "*"), member.Value));
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
            yield return Child($"{key}:{index}", Join(Join(_shape, key), "#"), item);
            index++;
        }
    }

    /// <summary>Reports every key that no getter asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var member in _element.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
            {
                Problem(member.Name, $"The key '{member.Name}' is unknown; accepted are {string.Join(", ", _known.Order(StringComparer.Ordinal))}."
                    + NearMiss.Hint(member.Name, _known));
            }
        }
    }

    public void Problem(string key, string message) =>
        _reading.Problems.Add(new ConfigProblem(key.Length == 0 ? Path : Join(Path, key), message));

    /// <summary>Reports a text that has the right type and cannot be used.</summary>
    public void Refuse(string key, string value, string accepted, string hint = "") =>
        Problem(key, $"The value '{Cut(value)}' is not accepted; it must be {accepted}.{hint}");

    private static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement;

    // What should have been an object and is not counts as an empty one whose own problems nobody hears: its name exists, and
    // what refers to it is no second mistake.
    private ConfigNode Child(string key, string shape, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ConfigNode(value, Join(Path, key), shape, _reading);
        }

        Report(key, value, "an object: { … }");
        return new ConfigNode(EmptyObject, Join(Path, key), shape, new ConfigReading());
    }

    private bool TryGet(string key, out JsonElement value)
    {
        _known.Add(key);
        _reading.AskedFor(Join(_shape, key));
        return _element.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private void Report(string key, JsonElement value, string accepted, string hint = "") =>
        Refuse(key, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), accepted, hint);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 80 ? line : line[..79] + "…";
    }
}
