using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Visitors.Profiles;

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
        Key = Hash64.Compute(Encoding.UTF8.GetBytes($"{list}\n{Model}\n{Count}\n{ExcludeSeen}\n{ExcludeBought}"));
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

    /// <summary>Hash of everything that shapes the scored items: rows written alike share them, rewritten rows do not.</summary>
    internal ulong Key { get; }

    /// <summary>True when scored items are kept.</summary>
    internal bool IsCached => Model is not null && Cache > TimeSpan.Zero;

    /// <summary>True when scored items depend on who looks, not only on the page.</summary>
    internal bool IsPersonal => List == RecommendationList.Model;

    /// <summary>True when the item of this event must not be offered again.</summary>
    internal bool Excludes(in ProfileEvent entry) =>
        !entry.Item.IsEmpty
        && ((ExcludeBought && entry.Type == EventType.Purchase) || (ExcludeSeen && entry.Type is (EventType.View or EventType.Click)));
}
