using System.Text.Json;

namespace EdgeGateway.Events.Capture;

/// <summary>Names of the members of an event.</summary>
internal static class EventFieldText
{
    private const int MaxEdits = 2;

    private static readonly string[] Names =
        ["id", "type", "item", "time", "value", "currency", "quantity", "slot", "query", "properties"];

    private static readonly string AllNames = string.Join(", ", Names);

    public static string ToText(this EventField field) => Names[(int)field];

    /// <summary>Recognises the property name the reader stands on, escaped or not.</summary>
    public static bool TryRead(ref readonly Utf8JsonReader reader, out EventField field)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i]))
            {
                field = (EventField)i;
                return true;
            }
        }

        field = default;
        return false;
    }

    /// <summary>The accepted names, led by the one that was probably meant.</summary>
    public static string AcceptedFor(string unknown)
    {
        var near = Names.MinBy(name => Edits(name, unknown))!;
        return Edits(near, unknown) <= MaxEdits ? $"'{near}', or another of {AllNames}" : $"one of {AllNames}";
    }

    // Levenshtein distance; names longer than any field plus the edits are far without counting.
    private static int Edits(string name, string other)
    {
        if (Math.Abs(name.Length - other.Length) > MaxEdits)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= name.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(name[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
