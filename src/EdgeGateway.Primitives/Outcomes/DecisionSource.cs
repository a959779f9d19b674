namespace EdgeGateway.Primitives.Outcomes;

/// <summary>What filled a slot.</summary>
public enum DecisionSource
{
    /// <summary>The origin's own markup stayed.</summary>
    Fallback,

    /// <summary>An entry of <c>Choose</c> without model or experiment.</summary>
    Rule,

    /// <summary>The variant of an experiment.</summary>
    Experiment,

    /// <summary>Items scored by a model for this view.</summary>
    Model,

    /// <summary>Items the model had scored for the same profile and page before.</summary>
    ModelCached,

    /// <summary>The list of a segment the visitor belongs to.</summary>
    SegmentList,

    /// <summary>A built-in list: trending, popular, recently viewed.</summary>
    List,
}
