namespace EdgeGateway.Decisions.Recommendations;

/// <summary>The words for lists in configuration.</summary>
public static class RecommendationListText
{
    /// <summary>The words in the order in which messages list them.</summary>
    public const string Accepted = "trending, popular, popular-in-category, recently-viewed, similar";

    internal static readonly string[] Words = ["trending", "popular", "popular-in-category", "recently-viewed", "similar"];

    /// <summary>The word of a list; <c>model</c> for a model's own recommendation.</summary>
    public static string ToText(this RecommendationList list) => list switch
    {
        RecommendationList.Model => "model",
        RecommendationList.Similar => "similar",
        RecommendationList.Trending => "trending",
        RecommendationList.Popular => "popular",
        RecommendationList.PopularInCategory => "popular-in-category",
        RecommendationList.RecentlyViewed => "recently-viewed",
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "No such list."),
    };

    /// <summary>Reads a word; case matters.</summary>
    public static bool TryParse(string text, out RecommendationList list)
    {
        (var known, list) = text switch
        {
            "similar" => (true, RecommendationList.Similar),
            "trending" => (true, RecommendationList.Trending),
            "popular" => (true, RecommendationList.Popular),
            "popular-in-category" => (true, RecommendationList.PopularInCategory),
            "recently-viewed" => (true, RecommendationList.RecentlyViewed),
            _ => (false, RecommendationList.Model),
        };
        return known;
    }
}
