using System.Text.Json;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Events.Capture;

/// <summary>Names of the members of an event.</summary>
internal static class EventFieldText
{
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
    public static string AcceptedFor(string unknown) =>
        NearMiss.Find(unknown, Names) is { } near ? $"'{near}', or another of {AllNames}" : $"one of {AllNames}";
}
