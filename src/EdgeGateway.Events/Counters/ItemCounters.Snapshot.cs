using System.Text;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Events.Counters;

/// <content>
/// The durable form: chunks of MessagePack records <c>[item, views, clicks, impressions, carts, purchases, score]</c> one
/// after the other, each chunk small enough for one value of the store.
/// </content>
public sealed partial class ItemCounters
{
    // Array header, id with its length byte, five counts and a double, each at its widest.
    private const int MaxRecordBytes = 1 + (2 + MaxIdLength) + 5 * 9 + 9;

    /// <summary>The landmark of the scores (see <see cref="DecayClock"/>), which belongs to the chunks.</summary>
    internal long Landmark
    {
        get
        {
            lock (_lock)
            {
                return _clock.Landmark;
            }
        }
    }

    /// <summary>Hands out all counts in chunks of at most <paramref name="chunkBytes"/> bytes.</summary>
    /// <returns>How many chunks there were.</returns>
    internal int Save(int chunkBytes, ItemChunkVisitor visit)
    {
        var buffer = new byte[chunkBytes];
        var chunks = 0;
        var used = 0;
        lock (_lock)
        {
            foreach (var counter in _items.Values)
            {
                if (chunkBytes - used < MaxRecordBytes)
                {
                    visit(chunks++, buffer.AsSpan(0, used));
                    used = 0;
                }

                used += Write(counter, buffer.AsSpan(used));
            }
        }

        if (used > 0)
        {
            visit(chunks++, buffer.AsSpan(0, used));
        }

        return chunks;
    }

    /// <summary>Forgets everything, to be followed by the chunks of a snapshot or by a replay.</summary>
    /// <param name="landmark">The landmark of the snapshot; 0 without one.</param>
    internal void Clear(long landmark)
    {
        lock (_lock)
        {
            _items.Clear();
            _clock.Landmark = landmark;
            _changed = true;
        }
    }

    /// <summary>Takes one chunk back.</summary>
    /// <returns>False when it is damaged: the caller clears and replays instead.</returns>
    internal bool TryLoad(ReadOnlySpan<byte> chunk)
    {
        var reader = new MessagePackReader(chunk);
        lock (_lock)
        {
            while (!reader.IsEnd)
            {
                if (!TryRead(ref reader))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int Write(ItemCounter counter, Span<byte> destination)
    {
        Span<byte> id = stackalloc byte[MaxIdLength];
        var writer = new MessagePackWriter(destination);
        writer.WriteArrayHeader(7);
        writer.WriteString(id[..Encoding.ASCII.GetBytes(counter.Item, id)]);
        writer.WriteInt64(counter.Counts.Views);
        writer.WriteInt64(counter.Counts.Clicks);
        writer.WriteInt64(counter.Counts.Impressions);
        writer.WriteInt64(counter.Counts.Carts);
        writer.WriteInt64(counter.Counts.Purchases);
        writer.WriteDouble(counter.Score);
        return writer.WrittenSpan.Length;
    }

    private bool TryRead(ref MessagePackReader reader)
    {
        if (!reader.TryReadArrayHeader(out var members) || members != 7
            || !reader.TryReadString(out var item) || item.Length is 0 or > MaxIdLength
            || !reader.TryReadInt64(out var views) || !reader.TryReadInt64(out var clicks)
            || !reader.TryReadInt64(out var impressions) || !reader.TryReadInt64(out var carts)
            || !reader.TryReadInt64(out var purchases) || !reader.TryReadDouble(out var score))
        {
            return false;
        }

        var counter = new ItemCounter(Encoding.ASCII.GetString(item));
        counter.Restore(new ItemCounts(views, clicks, impressions, carts, purchases), score);
        return _items.TryAdd(counter.Item, counter);
    }
}

/// <summary>Receives one chunk of a snapshot; the span is valid during the call only.</summary>
internal delegate void ItemChunkVisitor(int index, ReadOnlySpan<byte> chunk);
