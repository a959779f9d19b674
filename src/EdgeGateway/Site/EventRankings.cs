using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Events;
using EdgeGateway.Events.Counters;

namespace EdgeGateway.Site;

/// <summary>The event log's item counters as the lists that decisions use; converted once for each published ranking.</summary>
internal sealed class EventRankings(EventLog events) : IItemRankings
{
    private Converted _trending = new(ItemRanking.Empty, RankedItems.Empty);
    private Converted _popular = new(ItemRanking.Empty, RankedItems.Empty);

    public RankedItems Trending => Convert(ref _trending, events.Items.Trending);

    public RankedItems Popular => Convert(ref _popular, events.Items.Popular);

    // Two threads may convert the same ranking at once; both results are equal and one stays.
    private static RankedItems Convert(ref Converted last, ItemRanking ranking)
    {
        var known = Volatile.Read(ref last);
        if (!ReferenceEquals(known.Ranking, ranking))
        {
            known = new Converted(ranking, new RankedItems(Ids(ranking)));
            Volatile.Write(ref last, known);
        }

        return known.Items;
    }

    private static string[] Ids(ItemRanking ranking)
    {
        var ids = new string[ranking.Items.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = ranking.Items[i].Item;
        }

        return ids;
    }

    private sealed record Converted(ItemRanking Ranking, RankedItems Items);
}
