using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Counters;

/// <summary>
/// Counts what happens to items and ranks them. Only the apply loop adds, in journal order, so that a replay gives the
/// same counts to the last bit; anyone may read. At most <see cref="ItemCounterOptions.MaxItems"/> items are known.
/// </summary>
public sealed partial class ItemCounters
{
    private const int MaxIdLength = 128;

    private readonly Lock _lock = new();
    private readonly ItemCounterOptions _options;
    private readonly Dictionary<string, ItemCounter> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemCounter>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private DecayClock _clock;
    private bool _changed;
    private volatile ItemRanking _trending = ItemRanking.Empty;
    private volatile ItemRanking _popular = ItemRanking.Empty;

    internal ItemCounters(ItemCounterOptions options)
    {
        _options = options;
        _lookup = _items.GetAlternateLookup<ReadOnlySpan<char>>();
        _clock = new DecayClock(options.HalfLife);
    }

    /// <summary>Items by their recent events, weighted and halved with every half-life. Refreshed about once a second.</summary>
    public ItemRanking Trending => _trending;

    /// <summary>Items by all their events, weighted and undecayed. Refreshed about once a second.</summary>
    public ItemRanking Popular => _popular;

    /// <summary>Items known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>The counts of an item, all 0 when nothing is known of it.</summary>
    public ItemCounts Find(ReadOnlySpan<char> item)
    {
        lock (_lock)
        {
            return _lookup.TryGetValue(item, out var counter) ? counter.Counts : default;
        }
    }

    /// <summary>Counts one event; types that say nothing about an item are left out.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="item">UTF-8 id (ASCII by its syntax).</param>
    /// <param name="time">When, in Unix milliseconds.</param>
    internal void Add(EventType type, ReadOnlySpan<byte> item, long time)
    {
        if (item.IsEmpty || item.Length > MaxIdLength || !IsCounted(type))
        {
            return;
        }

        Span<char> id = stackalloc char[MaxIdLength];
        System.Text.Encoding.ASCII.GetChars(item, id);
        lock (_lock)
        {
            Rescale(_clock.Follow(time));
            var counter = FindOrAdd(id[..item.Length]);
            counter.Add(type, WeightOf(type) * _clock.Gain(time));
            _changed = true;
        }
    }

    /// <summary>Brings scores that were kept with another half-life to this one, as of one moment.</summary>
    /// <param name="halfLife">The other half-life in milliseconds.</param>
    /// <param name="time">The moment, in Unix milliseconds.</param>
    internal void Rebase(double halfLife, long time)
    {
        lock (_lock)
        {
            Rescale(double.Exp2((_clock.Landmark - time) / halfLife));
            _clock.Landmark = time;
        }
    }

    /// <summary>Publishes new rankings when something has changed.</summary>
    /// <param name="now">Unix milliseconds.</param>
    internal bool Refresh(long now)
    {
        lock (_lock)
        {
            if (!_changed)
            {
                return false;
            }

            _changed = false;
            var decay = _clock.Decay(now);
            _trending = Rank(counter => counter.Score * decay);
            _popular = Rank(Popularity);
            return true;
        }
    }

    private static bool IsCounted(EventType type) =>
        type is EventType.View or EventType.Click or EventType.Impression or EventType.Cart or EventType.Purchase;

    private double WeightOf(EventType type) => type switch
    {
        EventType.View or EventType.Click => _options.ViewWeight,
        EventType.Cart => _options.CartWeight,
        EventType.Purchase => _options.PurchaseWeight,
        _ => 0,
    };

    private double Popularity(ItemCounter counter) =>
        (counter.Counts.Views + counter.Counts.Clicks) * _options.ViewWeight
        + counter.Counts.Carts * _options.CartWeight
        + counter.Counts.Purchases * _options.PurchaseWeight;

    private ItemCounter FindOrAdd(ReadOnlySpan<char> id)
    {
        if (_lookup.TryGetValue(id, out var counter))
        {
            return counter;
        }

        if (_items.Count >= _options.MaxItems)
        {
            ForgetLeast();
        }

        counter = new ItemCounter(id.ToString());
        _items.Add(counter.Item, counter);
        return counter;
    }

    // A tenth at once, so that a flood of unknown ids pays one sort for many of its items. The order is total: every
    // replay forgets the same items.
    private void ForgetLeast()
    {
        foreach (var least in _items.Values.Order(LeastFirst).Take(Math.Max(1, _options.MaxItems / 10)).ToArray())
        {
            _items.Remove(least.Item);
        }
    }

    private static Comparer<ItemCounter> LeastFirst { get; } = Comparer<ItemCounter>.Create(static (a, b) =>
        a.Score != b.Score ? a.Score.CompareTo(b.Score) : string.CompareOrdinal(b.Item, a.Item));

    private void Rescale(double factor)
    {
        if (factor == 1)
        {
            return;
        }

        foreach (var counter in _items.Values)
        {
            counter.Rescale(factor);
        }
    }

    // A bounded heap with the worst on top: one pass over all items, no full sort.
    private ItemRanking Rank(Func<ItemCounter, double> score)
    {
        var best = new PriorityQueue<RankedItem, RankedItem>(WorstFirst);
        foreach (var counter in _items.Values)
        {
            var ranked = new RankedItem(counter.Item, score(counter));
            if (ranked.Score <= 0)
            {
                continue;
            }

            if (best.Count < _options.MaxRanked)
            {
                best.Enqueue(ranked, ranked);
            }
            else
            {
                best.EnqueueDequeue(ranked, ranked);
            }
        }

        var items = new RankedItem[best.Count];
        for (var i = items.Length - 1; i >= 0; i--)
        {
            items[i] = best.Dequeue();
        }

        return new ItemRanking(items);
    }

    private static Comparer<RankedItem> WorstFirst { get; } = Comparer<RankedItem>.Create(static (a, b) =>
        a.Score != b.Score ? a.Score.CompareTo(b.Score) : string.CompareOrdinal(b.Item, a.Item));
}
