using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>
/// Which rungs a row tries, in order, until it is full. A row whose heading promises something (recently viewed, similar,
/// popular in a category) is never filled with something else: it ends at the origin's markup.
/// </summary>
internal static class FallbackLadder
{
    private static readonly Rung[] Model =
        [Rung.Cached, Rung.Model, Rung.CachedBefore, Rung.Category, Rung.Trending, Rung.Popular];

    private static readonly Rung[] Similar = [Rung.Cached, Rung.Model, Rung.CachedBefore, Rung.Category];
    private static readonly Rung[] Trending = [Rung.Trending, Rung.Popular];
    private static readonly Rung[] Popular = [Rung.Popular];
    private static readonly Rung[] Category = [Rung.Category];
    private static readonly Rung[] RecentlyViewed = [Rung.RecentlyViewed];

    public static ReadOnlySpan<Rung> For(RecommendationList list) => list switch
    {
        RecommendationList.Model => Model,
        RecommendationList.Similar => Similar,
        RecommendationList.Trending => Trending,
        RecommendationList.Popular => Popular,
        RecommendationList.PopularInCategory => Category,
        RecommendationList.RecentlyViewed => RecentlyViewed,
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "No such list."),
    };

    /// <summary>True for the rungs that score or look up scores: the ones a late page leaves out.</summary>
    public static bool NeedsModel(Rung rung) => rung is Rung.Cached or Rung.Model or Rung.CachedBefore;

    public static DecisionSource SourceOf(Rung rung) => rung switch
    {
        Rung.Model => DecisionSource.Model,
        Rung.Cached or Rung.CachedBefore => DecisionSource.ModelCached,
        Rung.Category => DecisionSource.SegmentList,
        Rung.Origin => DecisionSource.Fallback,
        _ => DecisionSource.List,
    };
}
