using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>Rankings resolved against one catalogue. Immutable.</summary>
/// <param name="Catalogue">The catalogue it was resolved against.</param>
/// <param name="TrendingFrom">The snapshot behind <paramref name="Trending"/>.</param>
/// <param name="PopularFrom">The snapshot behind <paramref name="Popular"/>.</param>
/// <param name="Trending">Interest lately.</param>
/// <param name="Popular">Interest overall.</param>
/// <param name="Unranked">
/// The catalogue's own order: what follows the ranked items, and all there is before the first visitor.
/// </param>
internal sealed record RankingIndex(
    ItemCatalogue Catalogue,
    RankedItems TrendingFrom,
    RankedItems PopularFrom,
    ItemLists Trending,
    ItemLists Popular,
    ItemLists Unranked)
{
    // A ranking may hold every item of a large site; what comes later than this never reaches a row.
    private const int MaxRanked = 20_000;

    public static RankingIndex Build(ItemCatalogue catalogue, RankedItems trending, RankedItems popular, RankingIndex? before)
    {
        var sameCatalogue = ReferenceEquals(before?.Catalogue, catalogue);
        return new RankingIndex(
            catalogue,
            trending,
            popular,
            sameCatalogue && ReferenceEquals(before!.TrendingFrom, trending) ? before.Trending : Resolve(catalogue, trending),
            sameCatalogue && ReferenceEquals(before!.PopularFrom, popular) ? before.Popular : Resolve(catalogue, popular),
            sameCatalogue ? before!.Unranked : new ItemLists(Spread(catalogue)));
    }

    public bool IsFor(ItemCatalogue catalogue, RankedItems trending, RankedItems popular) =>
        ReferenceEquals(Catalogue, catalogue) && ReferenceEquals(TrendingFrom, trending) && ReferenceEquals(PopularFrom, popular);

    // Nothing is known yet: the first of each category, then the second of each, so that a first row shows what there is.
    private static CatalogueItem[] Spread(ItemCatalogue catalogue)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var turns = new int[catalogue.Items.Length];
        foreach (var item in catalogue.Items)
        {
            turns[item.Ordinal] = seen[item.Category] = seen.GetValueOrDefault(item.Category) + 1;
        }

        return [.. catalogue.Items.ToArray().OrderBy(item => turns[item.Ordinal])];
    }

    private static ItemLists Resolve(ItemCatalogue catalogue, RankedItems ranked)
    {
        var items = new List<CatalogueItem>();
        foreach (var id in ranked.Items[..Math.Min(ranked.Items.Length, MaxRanked)])
        {
            if (catalogue.Find(id) is { } item)
            {
                items.Add(item);
            }
        }

        return new ItemLists(items);
    }
}
