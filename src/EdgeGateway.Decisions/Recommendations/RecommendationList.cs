namespace EdgeGateway.Decisions.Recommendations;

/// <summary>Where a row takes its items from.</summary>
public enum RecommendationList
{
    /// <summary>The model's recommendation for the visitor's history.</summary>
    Model,

    /// <summary>Items the model finds next to the page's item, whoever looks.</summary>
    Similar,

    /// <summary>Items with the most interest lately.</summary>
    Trending,

    /// <summary>Items with the most interest overall.</summary>
    Popular,

    /// <summary>Popular items of the page item's category, or of the category the visitor looks at most.</summary>
    PopularInCategory,

    /// <summary>What the visitor looked at, newest first.</summary>
    RecentlyViewed,
}
