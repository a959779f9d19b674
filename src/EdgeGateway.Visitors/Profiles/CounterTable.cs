using System.Buffers.Binary;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// Writes a counter table anew with one event added: reads the old rows, merges, and keeps what is recent enough.
/// </summary>
internal ref struct CounterTable
{
    /// <summary>The longest row: gap 5, mask 2, eight counts of 5, two sums of 9.</summary>
    private const int MaxRowBytes = 65;

    private readonly int _budgetEnd;
    private readonly long _oldestKept;
    private long _previous;
    private int _elements;

    private CounterTable(int start, long newest, int kept)
    {
        _budgetEnd = start + ProfileLayout.MaxTableBytes;
        _oldestKept = newest - kept + 1;
        _previous = newest;
    }

    /// <summary>Writes the table.</summary>
    /// <param name="destination">What <paramref name="writer"/> writes to, for setting the count at the end.</param>
    /// <param name="writer">Stands where the table starts.</param>
    /// <param name="rows">The old table.</param>
    /// <param name="newest">Newest bucket after the event.</param>
    /// <param name="bucket">Bucket of the event.</param>
    /// <param name="type">What to count; uncounted types change nothing.</param>
    /// <param name="amount">What to add to the sum.</param>
    /// <param name="kept">Buckets to keep.</param>
    /// <returns>The newest bucket that lost its row for want of room; -1 when none did.</returns>
    public static long Write(
        Span<byte> destination, ref MessagePackWriter writer, CounterRows rows, long newest, long bucket, EventType type,
        double amount, int kept)
    {
        var start = writer.WrittenCount;
        var table = new CounterTable(start, newest, kept);
        writer.WriteFixedArrayHeader(0);
        var lost = table.Merge(ref writer, rows, CounterRow.IsCounted(type) ? bucket : -1, type, amount);
        if (!writer.HasOverflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[(start + 1)..], (ushort)table._elements);
        }

        return lost;
    }

    private long Merge(ref MessagePackWriter writer, CounterRows rows, long bucket, EventType type, double amount)
    {
        while (rows.TryRead(out var row))
        {
            if (bucket > rows.Bucket)
            {
                var added = default(CounterRow);
                added.Add(type, amount);
                if (!TryWrite(ref writer, bucket, added))
                {
                    return bucket;
                }

                bucket = -1;
            }
            else if (bucket == rows.Bucket)
            {
                row.Add(type, amount);
                bucket = -1;
            }

            if (!TryWrite(ref writer, rows.Bucket, row))
            {
                return rows.Bucket;
            }
        }

        if (bucket < 0)
        {
            return -1;
        }

        var last = default(CounterRow);
        last.Add(type, amount);
        return TryWrite(ref writer, bucket, last) ? -1 : bucket;
    }

    /// <summary>Writes a row unless it is too old; false when the table's share of the bytes is used up.</summary>
    private bool TryWrite(ref MessagePackWriter writer, long bucket, in CounterRow row)
    {
        if (bucket < _oldestKept)
        {
            return true;
        }

        if (writer.WrittenCount > _budgetEnd - MaxRowBytes)
        {
            return false;
        }

        var mask = 0;
        for (var i = 0; i < CounterRow.Types; i++)
        {
            mask |= row.Values[i] > 0 ? 1 << i : 0;
        }

        writer.WriteInt64(_previous - bucket);
        writer.WriteInt64(mask);
        _previous = bucket;
        _elements += 2;
        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            writer.WriteInt64(row.Values[int.TrailingZeroCount(rest)]);
            _elements++;
        }

        WriteSum(ref writer, mask, EventType.Purchase, row.Revenue);
        WriteSum(ref writer, mask, EventType.Dwell, row.DwellSeconds);
        return true;
    }

    private void WriteSum(ref MessagePackWriter writer, int mask, EventType type, double sum)
    {
        if ((mask & (1 << ((int)type - 1))) != 0)
        {
            writer.WriteNumber(sum);
            _elements++;
        }
    }
}
