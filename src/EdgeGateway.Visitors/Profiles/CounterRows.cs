using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// Reads the rows of a counter table, newest first. A table is a flat array of integers; a row is: buckets since the
/// row before (0 for the first), a mask with bit <c>type - 1</c> set for each type that occurred, a count for each set
/// bit in order, then the purchase sum and the dwell sum if their bits are set. Empty buckets take no bytes.
/// </summary>
internal ref struct CounterRows
{
    private MessagePackReader _reader;
    private readonly int _end;

    /// <summary>Starts before the newest row.</summary>
    /// <param name="table">The bytes of the table, from its array header.</param>
    /// <param name="newest">Bucket of the newest row.</param>
    public CounterRows(ReadOnlySpan<byte> table, uint newest)
    {
        _reader = new MessagePackReader(table);
        _end = _reader.TryReadArrayHeader(out _) ? table.Length : 0;
        Bucket = newest;
    }

    /// <summary>Hour or day number of the row.</summary>
    public long Bucket { get; private set; }

    /// <summary>Moves to the next older row and reads it in full.</summary>
    public bool TryRead(out CounterRow row)
    {
        row = default;
        if (!TryReadStart(out var mask))
        {
            return false;
        }

        for (var rest = mask; rest != 0; rest &= rest - 1)
        {
            if (!_reader.TryReadInt64(out var count))
            {
                return false;
            }

            row.Values[int.TrailingZeroCount(rest)] = (uint)Math.Clamp(count, 0, uint.MaxValue);
        }

        return TryReadSum(mask, EventType.Purchase, out row.Revenue) && TryReadSum(mask, EventType.Dwell, out row.DwellSeconds);
    }

    private bool TryReadStart(out int mask)
    {
        mask = 0;
        if (_reader.Position >= _end || !_reader.TryReadInt64(out var gap) || gap is < 0 or > uint.MaxValue
            || !_reader.TryReadInt32(out mask) || mask is < 0 or > byte.MaxValue)
        {
            return false;
        }

        Bucket -= gap;
        return true;
    }

    private bool TryReadSum(int mask, EventType type, out double sum)
    {
        sum = 0;
        return (mask & (1 << ((int)type - 1))) == 0 || _reader.TryReadNumber(out sum);
    }
}
