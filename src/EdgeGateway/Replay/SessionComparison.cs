namespace EdgeGateway.Replay;

/// <summary>
/// Compares what is stored of a visitor with the session it sent: the newest 64 events in order, their number by type, and
/// an id that nobody else has.
/// </summary>
internal static class SessionComparison
{
    private const int StoredEvents = 64;

    // A profile holds 4,096 bytes, of which its history has at least this many, and an entry takes at most this much beside
    // the item's id. Longer ids may push out the oldest of the 64.
    private const int HistoryBytes = 2600;
    private const int EntryBytes = 20;

    /// <summary>One sentence when they differ; null when they agree.</summary>
    public static string? Compare(ReplaySession session, StoredVisitor stored)
    {
        var sent = session.Events.Reverse().Take(StoredEvents).Select(item => (item.Type, item.Item)).ToList();
        var least = CountCertain(sent);
        if (stored.Events.Count < least || stored.Events.Count > sent.Count || !stored.Events.SequenceEqual(sent.Take(stored.Events.Count)))
        {
            return $"The session '{session.Name}' of {session.Events.Count} events is stored as {stored.Events.Count} events {Show(stored.Events)}, "
                + $"sent were {Show(sent)}.";
        }

        foreach (var type in session.Events.GroupBy(item => item.Type))
        {
            // Types that no profile counts are not told.
            if (stored.Counts.TryGetValue(type.Key, out var count) && count != type.Count())
            {
                return $"The session '{session.Name}' counts {count} of type '{type.Key}', sent were {type.Count()}.";
            }
        }

        return stored.Counts.Values.Sum() > session.Events.Count
            ? $"The session '{session.Name}' counts {stored.Counts.Values.Sum()} events, sent were {session.Events.Count}."
            : null;
    }

    private static int CountCertain(List<(string Type, string Item)> sent)
    {
        var bytes = 0;
        var count = 0;
        while (count < sent.Count && (bytes += EntryBytes + sent[count].Item.Length) <= HistoryBytes)
        {
            count++;
        }

        return count;
    }

    private static string Show(IEnumerable<(string Type, string Item)> events) =>
        $"[{string.Join(", ", events.Take(8).Select(item => $"{item.Type} {item.Item}"))}]";
}
