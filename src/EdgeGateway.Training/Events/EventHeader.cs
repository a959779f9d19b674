namespace EdgeGateway.Training.Events;

/// <summary>Which column is which, found in the first line; names are compared without case, <c>_</c> and <c>-</c>.</summary>
internal sealed record EventHeader(char Delimiter, int Session, int Item, int Time, int Type)
{
    private const string Accepted =
        "a header 'session,item,timestamp[,type]' (or 'visitor' in place of 'session'; 'SessionId', 'ItemId', 'Time'), "
        + "with commas or tabs";

    public static EventHeader Parse(string? line, string file)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            throw new EventFileException($"'{file}' is empty; accepted is {Accepted}.");
        }

        var delimiter = line.Contains('\t', StringComparison.Ordinal) ? '\t'
            : line.Contains(';', StringComparison.Ordinal) && !line.Contains(',', StringComparison.Ordinal) ? ';' : ',';
        var names = line.TrimStart('\uFEFF').Split(delimiter).Select(Normalise).ToArray();
        var header = new EventHeader(
            delimiter, Find(names, "session", "sessionid", "visitor", "visitorid"), Find(names, "item", "itemid"),
            Find(names, "timestamp", "time"), Find(names, "type", "eventtype"));
        return header is { Session: >= 0, Item: >= 0, Time: >= 0 }
            ? header
            : throw new EventFileException(
                $"'{file}' starts with '{(line.Length > 80 ? line[..80] : line)}'; accepted is {Accepted}.");
    }

    private static int Find(string[] names, params ReadOnlySpan<string> accepted)
    {
        foreach (var name in accepted)
        {
            var index = Array.IndexOf(names, name);
            if (index >= 0)
            {
                return index;
            }
        }

        return -1;
    }

    private static string Normalise(string name) => name.Trim().Trim('"')
        .Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
