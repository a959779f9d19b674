using System.Text.Json;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Configuration;

/// <content>The getters of values, one for each type.</content>
internal sealed partial class ConfigNode
{
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

        if (value.ValueKind != JsonValueKind.Array)
        {
            Report(key, value, "an array of strings: [\"…\"]");
            return [];
        }

        var texts = new List<string>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(item.GetString()!);
            }
            else
            {
                Report($"{key}:{index}", item, "a string");
            }
        }

        return texts;
    }

    /// <summary>String values by name, such as the values given to a fragment.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!TryGet(key, out var value))
        {
            return map;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Report(key, value, "an object of strings: { \"name\": \"text\" }");
            return map;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String)
            {
                map[member.Name] = member.Value.GetString()!;
            }
            else
            {
                Report($"{key}:{member.Name}", member.Value, "a string");
            }
        }

        return map;
    }

    /// <summary>Durations by name, each between two bounds, both accepted.</summary>
    public IReadOnlyDictionary<string, TimeSpan> DurationMap(string key, TimeSpan least, TimeSpan most)
    {
        var map = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        if (!TryGet(key, out var value))
        {
            return map;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Report(key, value, "an object of durations: { \"name\": \"10s\" }");
            return map;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String || !Quantities.TryParseDuration(member.Value.GetString()!, out var duration))
            {
                Report($"{key}:{member.Name}", member.Value, Quantities.DurationForm);
            }
            else if (duration < least || duration > most)
            {
                Report($"{key}:{member.Name}", member.Value, $"from {Quantities.Format(least)} to {Quantities.Format(most)}");
            }
            else
            {
                map[member.Name] = duration;
            }
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

    /// <summary>A duration between two bounds, both accepted.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Duration(key) is not { } duration)
        {
            return otherwise;
        }

        if (duration >= least && duration <= most)
        {
            return duration;
        }

        Report(key, _element.GetProperty(key), $"from {Quantities.Format(least)} to {Quantities.Format(most)}");
        return otherwise;
    }

    /// <summary>A number of bytes between two bounds, both accepted.</summary>
    public long Size(string key, long otherwise, long least, long most)
    {
        if (!TryGet(key, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind != JsonValueKind.String || !Quantities.TryParseSize(value.GetString()!, out var size))
        {
            Report(key, value, Quantities.SizeForm);
            return otherwise;
        }

        if (size >= least && size <= most)
        {
            return size;
        }

        Report(key, value, $"from {Quantities.Format(least)} to {Quantities.Format(most)}");
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
        Report(key, value, string.Join(" or ", words), value.ValueKind == JsonValueKind.String ? NearMiss.Hint(value.GetString()!, words) : "");
        return null;
    }
}
