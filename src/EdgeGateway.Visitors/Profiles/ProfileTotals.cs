using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// What a profile knows of each event type since the visitor was first seen, however long ago: a flat array of
/// [type, count, time of the newest since first seen, sum of amounts] for each type that occurred.
/// </summary>
internal struct ProfileTotals
{
    private const int FieldsPerType = 4;

    public long Count;

    /// <summary>Unix milliseconds of the newest; <see cref="long.MinValue"/> when there was none.</summary>
    public long Last;
    public double Sum;

    /// <summary>Finds one type; a type that never occurred has count 0.</summary>
    public static ProfileTotals Read(ReadOnlySpan<byte> table, EventType type, long firstSeen)
    {
        var reader = new MessagePackReader(table);
        _ = reader.TryReadArrayHeader(out var elements);
        for (; elements >= FieldsPerType
            && TryRead(ref reader, firstSeen, out var current, out var totals); elements -= FieldsPerType)
        {
            if (current == type)
            {
                return totals;
            }
        }

        return new ProfileTotals { Last = long.MinValue };
    }

    /// <summary>Writes the table anew with one event added.</summary>
    public static void Write(
        ref MessagePackWriter writer, ReadOnlySpan<byte> old, in ProfileChange change, double amount, long firstSeen)
    {
        var found = Read(old, change.Type, firstSeen);
        var isCounted = CounterRow.IsCounted(change.Type);
        var reader = new MessagePackReader(old);
        _ = reader.TryReadArrayHeader(out var elements);
        writer.WriteArrayHeader(elements + (isCounted && found.Count == 0 ? FieldsPerType : 0));
        for (; elements >= FieldsPerType
            && TryRead(ref reader, firstSeen, out var type, out var totals); elements -= FieldsPerType)
        {
            if (type != change.Type)
            {
                Write(ref writer, type, totals, firstSeen);
            }
        }

        if (isCounted)
        {
            var last = Math.Max(found.Last, change.Time);
            Write(ref writer, change.Type, new ProfileTotals { Count = found.Count + 1, Last = last, Sum = found.Sum + amount },
                firstSeen);
        }
    }

    private static void Write(ref MessagePackWriter writer, EventType type, in ProfileTotals totals, long firstSeen)
    {
        writer.WriteInt64((long)type);
        writer.WriteInt64(totals.Count);
        writer.WriteInt64(totals.Last - firstSeen);
        writer.WriteNumber(totals.Sum);
    }

    private static bool TryRead(ref MessagePackReader reader, long firstSeen, out EventType type, out ProfileTotals totals)
    {
        totals = new ProfileTotals { Last = long.MinValue };
        type = default;
        if (!reader.TryReadInt64(out var code) || !reader.TryReadInt64(out totals.Count)
            || !reader.TryReadInt64(out var last) || !reader.TryReadNumber(out totals.Sum))
        {
            return false;
        }

        type = (EventType)code;
        totals.Last = firstSeen + last;
        return true;
    }
}
