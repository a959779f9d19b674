using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Counters;

/// <summary>The running counts of one item; guarded by the lock of its <see cref="ItemCounters"/>.</summary>
internal sealed class ItemCounter(string item)
{
    public string Item { get; } = item;

    public ItemCounts Counts { get; private set; }

    /// <summary>Forward-decayed weight, see <see cref="DecayClock"/>.</summary>
    public double Score { get; private set; }

    public void Add(EventType type, double score)
    {
        Score += score;
        Counts = type switch
        {
            EventType.View => Counts with { Views = Counts.Views + 1 },
            EventType.Click => Counts with { Clicks = Counts.Clicks + 1 },
            EventType.Impression => Counts with { Impressions = Counts.Impressions + 1 },
            EventType.Cart => Counts with { Carts = Counts.Carts + 1 },
            _ => Counts with { Purchases = Counts.Purchases + 1 },
        };
    }

    public void Restore(ItemCounts counts, double score)
    {
        Counts = counts;
        Score = score;
    }

    public void Rescale(double factor) => Score *= factor;
}
