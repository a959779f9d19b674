namespace EdgeGateway.Primitives.Events;

/// <summary>The words for event types used in JSON, CSV files and rules.</summary>
public static class EventTypeText
{
    private static readonly string[] Words =
        ["", "view", "click", "impression", "dwell", "search", "cart", "purchase", "custom", "exposure"];

    /// <summary>Types a site may send, in the order in which messages list them.</summary>
    public const string Accepted = "view, click, impression, dwell, search, cart, purchase, custom";

    /// <summary>The word for a type.</summary>
    public static string ToText(this EventType type) => Words[(int)type];

    /// <summary>Reads a word; case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EventType type)
    {
        for (var i = 1; i < Words.Length; i++)
        {
            if (text.SequenceEqual(Words[i]))
            {
                type = (EventType)i;
                return true;
            }
        }

        type = default;
        return false;
    }
}
