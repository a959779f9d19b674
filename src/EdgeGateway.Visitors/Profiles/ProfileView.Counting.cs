using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Visitors.Profiles;

/// <content>Counts, sums and times over windows.</content>
public readonly ref partial struct ProfileView
{
    /// <summary>
    /// Events of a type with <c>time &gt; now - window</c>. Exact while the ring reaches back that far or the window
    /// holds everything ever seen; else the start of the window is moved back to a full hour (windows up to 7 days) or
    /// to a full day (UTC). Nothing older than 90 days is counted by windows that begin after the visitor's first event.
    /// </summary>
    /// <param name="type">What to count; exposures are not counted.</param>
    /// <param name="window">How far back from <paramref name="now"/>.</param>
    /// <param name="now">Unix milliseconds.</param>
    public int Count(EventType type, TimeSpan window, long now) => (int)Math.Min(Measure(type, window, now).Count, int.MaxValue);

    /// <summary>
    /// Sum of the amounts of a type in a window: value times quantity for purchases, seconds for dwell, over the same
    /// window as <see cref="Count"/>. Other types are summed over what the ring holds.
    /// </summary>
    public double Sum(EventType type, TimeSpan window, long now) => Measure(type, window, now).Sum;

    /// <summary>Events of a type ever seen.</summary>
    public long Total(EventType type) => ReadTotals(type).Count;

    /// <summary>Sum of the amounts of a type ever seen.</summary>
    public double TotalSum(EventType type) => ReadTotals(type).Sum;

    /// <summary>Time of the newest event of a type in Unix milliseconds; false when there was none.</summary>
    public bool TryGetLast(EventType type, out long time)
    {
        time = ReadTotals(type).Last;
        return time != long.MinValue;
    }

    /// <summary>True when the ring holds an event of this type and item.</summary>
    public bool Contains(EventType type, ReadOnlySpan<byte> utf8Item)
    {
        foreach (var entry in Events)
        {
            if (entry.Type == type && entry.Item.SequenceEqual(utf8Item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Unix milliseconds where a window begins; never before 1970.</summary>
    internal static long StartOf(TimeSpan window, long now)
    {
        var windowMs = window.Ticks / TimeSpan.TicksPerMillisecond;
        return windowMs >= now ? 0 : now - windowMs;
    }

    /// <summary>Which part of the profile answers for a window, the most exact first.</summary>
    internal ProfilePart PartFor(EventType type, in ProfileTotals totals, long start)
    {
        if (totals.Count == 0 || totals.Last <= start)
        {
            return ProfilePart.Nothing;
        }

        if (start >= RingSince && type != EventType.Impression)
        {
            return ProfilePart.Ring;
        }

        var hour = ProfileLayout.HourOf(start);
        return start < FirstSeen ? ProfilePart.Totals
            : hour >= HoursFrom && hour + ProfileLayout.HoursKept > NewestHour ? ProfilePart.Hours
            : ProfilePart.Days;
    }

    internal ProfileTotals ReadTotals(EventType type) => ProfileTotals.Read(Totals, type, FirstSeen);

    private (long Count, double Sum) Measure(EventType type, TimeSpan window, long now)
    {
        var totals = ReadTotals(type);
        var start = StartOf(window, now);
        var hour = ProfileLayout.HourOf(start);
        switch (PartFor(type, totals, start))
        {
            case ProfilePart.Nothing: return (0, 0);
            case ProfilePart.Ring: return MeasureRing(type, start);
            case ProfilePart.Totals: return (totals.Count, totals.Sum);
            case var part:
                var rows = part == ProfilePart.Hours
                    ? MeasureRows(Hours, hour, type)
                    : MeasureRows(Days, hour / ProfileLayout.HoursPerDay, type);
                return CounterRow.IsSummed(type) ? rows : (rows.Count, MeasureRing(type, start).Sum);
        }
    }

    private (long Count, double Sum) MeasureRing(EventType type, long start)
    {
        var count = 0L;
        var sum = 0.0;
        foreach (var entry in Events)
        {
            if (entry.Type == type && entry.Time > start)
            {
                count++;
                sum += entry.Amount;
            }
        }

        return (count, sum);
    }

    private static (long Count, double Sum) MeasureRows(CounterRows rows, uint from, EventType type)
    {
        var count = 0L;
        var sum = 0.0;
        while (rows.TryRead(out var row) && rows.Bucket >= from)
        {
            count += row.CountOf(type);
            sum += row.SumOf(type);
        }

        return (count, sum);
    }
}
