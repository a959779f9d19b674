using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>The names that slots and experiments may use, from the other parts of the configuration.</summary>
public sealed record DecisionNames
{
    /// <summary>The compiled segments, for rules.</summary>
    public required SegmentProgram Segments { get; init; }

    /// <summary>Names of the fragments.</summary>
    public required IReadOnlyCollection<string> Fragments { get; init; }

    /// <summary>Names of the models, or null when models are not known now and any name will do.</summary>
    public IReadOnlyCollection<string>? Models { get; init; }

    /// <summary>Ids of the proxy routes, or null when any id will do.</summary>
    public IReadOnlyCollection<string>? Routes { get; init; }
}
