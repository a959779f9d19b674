namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>One step of the ladder that fills a row of items.</summary>
public enum Rung
{
    /// <summary>Items scored before for the same history, page and model.</summary>
    Cached,

    /// <summary>Items scored for this view.</summary>
    Model,

    /// <summary>Items scored before for an older history or model of the same visitor and page.</summary>
    CachedBefore,

    /// <summary>Popular items of the page item's category, or of the one the visitor looks at most.</summary>
    Category,

    /// <summary>What the visitor looked at.</summary>
    RecentlyViewed,

    /// <summary>Interest lately.</summary>
    Trending,

    /// <summary>Interest overall, then the catalogue's own order.</summary>
    Popular,

    /// <summary>The origin's own markup.</summary>
    Origin,
}
