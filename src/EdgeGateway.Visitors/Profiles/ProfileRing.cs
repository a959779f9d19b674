using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// Writes the ring anew with one event in front. Old entries are copied as they are; when there are more than 64, or more
/// bytes than the profile has left, the oldest go: first impressions and page views without an item, beyond the newest 16 of
/// these, so that turning pages does not push out what a visitor was interested in.
/// </summary>
internal static class ProfileRing
{
    private const int HeaderBytes = 3;
    private const int MaxEntries = ProfileLayout.MaxRingEvents + 1;

    /// <summary>Writes the ring.</summary>
    /// <param name="writer">Stands where the ring starts.</param>
    /// <param name="view">The profile before the event.</param>
    /// <param name="change">The event; exposures are not kept.</param>
    /// <param name="firstSeen">What times are relative to.</param>
    /// <param name="room">Bytes the ring may take.</param>
    /// <returns>Time of the newest event that was dropped; <see cref="long.MinValue"/> when none was.</returns>
    public static long Write(ref MessagePackWriter writer, in ProfileView view, in ProfileChange change, long firstSeen, int room)
    {
        Span<byte> newest = stackalloc byte[ProfileLayout.MaxItemBytes + 40];
        var front = new MessagePackWriter(newest);
        if (change.Type != EventType.Exposure)
        {
            ProfileEvents.Write(ref front, change, firstSeen);
        }

        Span<Entry> entries = stackalloc Entry[MaxEntries];
        var count = 0;
        if (front.WrittenCount > 0)
        {
            entries[count++] = new Entry(-1, front.WrittenCount, change.Type, IsMinor(change.Type, change.Item), change.Time);
        }

        ReadOld(view, entries, ref count);
        var dropped = Drop(entries[..count], room - HeaderBytes, out var kept);
        writer.WriteFixedArrayHeader((ushort)kept);
        foreach (var entry in entries[..count])
        {
            if (entry.Length > 0)
            {
                writer.WriteRaw(entry.Start < 0 ? front.WrittenSpan : view.Ring.Slice(entry.Start, entry.Length));
            }
        }

        return dropped;
    }

    private static void ReadOld(in ProfileView view, Span<Entry> entries, ref int count)
    {
        var events = view.Events;
        var start = events.Position;
        while (count < entries.Length && events.MoveNext())
        {
            entries[count++] = new Entry(
                start, events.Position - start, events.Current.Type, IsMinor(events.Current.Type, events.Current.Item),
                events.Current.Time);
            start = events.Position;
        }
    }

    /// <summary>Marks entries as dropped by giving them no length.</summary>
    private static long Drop(Span<Entry> entries, int room, out int kept)
    {
        kept = entries.Length;
        var bytes = 0;
        var minor = 0;
        foreach (var entry in entries)
        {
            bytes += entry.Length;
            minor += entry.IsMinor ? 1 : 0;
        }

        var newestDropped = long.MinValue;
        for (var i = entries.Length - 1; i >= 0 && minor > ProfileLayout.MaxRingMinor && IsTooMuch(kept, bytes, room); i--)
        {
            if (entries[i].IsMinor)
            {
                minor--;
                newestDropped = Newest(newestDropped, entries[i]);
                Remove(ref entries[i], ref kept, ref bytes);
            }
        }

        for (var i = entries.Length - 1; i >= 0 && IsTooMuch(kept, bytes, room); i--)
        {
            if (entries[i].Length > 0)
            {
                newestDropped = Newest(newestDropped, entries[i]);
                Remove(ref entries[i], ref kept, ref bytes);
            }
        }

        return newestDropped;
    }

    private static bool IsMinor(EventType type, ReadOnlySpan<byte> item) =>
        type == EventType.Impression || (type is EventType.View or EventType.Dwell && item.IsEmpty);

    // Impressions are not counted, so losing one blurs no count.
    private static long Newest(long newest, in Entry entry) =>
        entry.Type == EventType.Impression ? newest : Math.Max(newest, entry.Time);

    private static bool IsTooMuch(int kept, int bytes, int room) => kept > ProfileLayout.MaxRingEvents || bytes > room;

    private static void Remove(ref Entry entry, ref int kept, ref int bytes)
    {
        kept--;
        bytes -= entry.Length;
        entry = entry with { Length = 0 };
    }

    /// <summary>Where an entry lies in the old ring; -1 is the new event.</summary>
    private readonly record struct Entry(int Start, int Length, EventType Type, bool IsMinor, long Time);
}
