using System.Globalization;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Training.Events;

/// <summary>The fields of one line, still as text where they are names.</summary>
internal readonly ref struct EventRow
{
    private const int MaxIdLength = 128;

    /// <summary>2200-01-01: a number above is milliseconds, not seconds.</summary>
    private const double LatestSecond = 7258118400;

    private EventRow(ReadOnlySpan<char> session, ReadOnlySpan<char> item, double time, EventType type)
    {
        Session = session;
        Item = item;
        Time = time;
        Type = type;
    }

    public ReadOnlySpan<char> Session { get; }

    public ReadOnlySpan<char> Item { get; }

    /// <summary>Unix seconds.</summary>
    public double Time { get; }

    public EventType Type { get; }

    /// <summary>Reads a line, or says what is wrong with it.</summary>
    public static EventRow Parse(string line, EventHeader header, out string? problem)
    {
        var session = Field(line, header.Delimiter, header.Session);
        var item = Field(line, header.Delimiter, header.Item);
        var timeText = Field(line, header.Delimiter, header.Time);
        var typeText = header.Type >= 0 ? Field(line, header.Delimiter, header.Type) : [];
        var type = EventType.View;
        var time = 0.0;
        problem = session.Length is 0 or > MaxIdLength ? $"The session '{Short(session)}' has not 1 to {MaxIdLength} characters."
            : !IsItemId(item) ? $"The item '{Short(item)}' is not 1 to {MaxIdLength} characters of A-Z a-z 0-9 . _ : -."
            : !TryTime(timeText, out time) ? $"The time '{Short(timeText)}' is neither Unix seconds nor ISO 8601."
            : !typeText.IsEmpty && !EventTypeText.TryParse(typeText, out type)
                ? $"The type '{Short(typeText)}' is unknown; accepted are {EventTypeText.Accepted}."
            : null;
        return problem is null ? new EventRow(session, item, time, type) : default;
    }

    /// <summary>True for what says which item a visitor wanted.</summary>
    public bool IsInteraction => Type is EventType.View or EventType.Click or EventType.Cart or EventType.Purchase;

    internal static bool IsItemId(ReadOnlySpan<char> item)
    {
        if (item.Length is 0 or > MaxIdLength)
        {
            return false;
        }

        foreach (var c in item)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or ':' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    internal static ReadOnlySpan<char> Field(ReadOnlySpan<char> line, char delimiter, int column)
    {
        for (; column > 0; column--)
        {
            var end = line.IndexOf(delimiter);
            if (end < 0)
            {
                return [];
            }

            line = line[(end + 1)..];
        }

        var length = line.IndexOf(delimiter);
        var field = (length < 0 ? line : line[..length]).Trim();
        return field.Length >= 2 && field[0] == '"' && field[^1] == '"' ? field[1..^1] : field;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out double time)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out time))
        {
            return time is >= 0 and <= LatestSecond;
        }

        var isDate = text.Length >= 10 && text[4] == '-' && text[7] == '-';
        var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        time = isDate && parsed ? (moment - DateTimeOffset.UnixEpoch).TotalSeconds : 0;
        return isDate && parsed && time >= 0;
    }

    private static string Short(ReadOnlySpan<char> text) => text.Length > 40 ? $"{text[..40]}..." : text.ToString();
}
