namespace EdgeGateway.Decisions.Recommendations;

/// <summary>A compiled row of recommended items. Immutable.</summary>
public sealed class RecommendModel
{
    internal RecommendModel(RecommendDefinition definition, RecommendationList list)
    {
        List = list;
        Model = definition.Model;
        Count = definition.Count;
        Cache = definition.Cache;
        ExcludeSeen = definition.ExcludeSeen;
        ExcludeBought = definition.ExcludeBought;
        Minimum = definition.Minimum;
    }

    /// <summary>Where the items come from first.</summary>
    public RecommendationList List { get; }

    /// <summary>The model's name; null when no model takes part.</summary>
    public string? Model { get; }

    /// <summary>Items wanted.</summary>
    public int Count { get; }

    /// <summary>How long scored items may be reused; zero scores on each view.</summary>
    public TimeSpan Cache { get; }

    /// <summary>Leaves out items the visitor has viewed.</summary>
    public bool ExcludeSeen { get; }

    /// <summary>Leaves out items the visitor has bought.</summary>
    public bool ExcludeBought { get; }

    /// <summary>Fewer items than this are not worth a row.</summary>
    public int Minimum { get; }

    /// <summary>
    /// Items asked from a model: more than the row shows, so that cached ones still fill it after some went out of stock
    /// or are shown elsewhere on the page.
    /// </summary>
    internal int Candidates => (2 * Count) + 8;
}
