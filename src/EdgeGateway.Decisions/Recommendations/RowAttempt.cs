using EdgeGateway.Decisions.Fallbacks;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>What the rungs of one row share.</summary>
internal ref struct RowAttempt
{
    public required SlotModel Slot { get; init; }

    public required RecommendModel Recommend { get; init; }

    public required SlotClock Clock { get; init; }

    /// <summary>The model that serves under the row's name, or null.</summary>
    public required INextItemModel? Model { get; init; }

    /// <summary>Whose scores these are; none when they do not depend on the visitor.</summary>
    public required VisitorId Owner { get; init; }

    /// <summary>Revision of the history the scores depend on; 0 when they depend on none.</summary>
    public required uint Revision { get; init; }

    public required DecisionRecorder? Recorder { get; init; }

    /// <summary>Cache key; empty when the row is not cached.</summary>
    public required ReadOnlySpan<char> Key { get; init; }

    /// <summary>What the cache held under the key.</summary>
    public CachedRow? Cached { get; set; }

    /// <summary>
    /// True once scores of the right history and model were read or made: the other model rungs know nothing better.
    /// </summary>
    public bool Scored { get; set; }

    /// <summary>The version of the model whose items are in the row.</summary>
    public string? ScoredVersion { get; set; }
}
