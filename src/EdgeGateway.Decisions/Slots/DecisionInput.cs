using EdgeGateway.Primitives.Ids;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>What is known about a page view when its slots are decided.</summary>
public readonly ref struct DecisionInput
{
    /// <summary>The visitor; <see cref="VisitorId.None"/> without a verified id or consent.</summary>
    public required VisitorId Visitor { get; init; }

    /// <summary>Profile, context, path, page item, time and consent as rules see them.</summary>
    public required RuleInput Rule { get; init; }

    /// <summary>The segments that hold for this view.</summary>
    public required SegmentSet Segments { get; init; }

    /// <summary>What the slots of the page share.</summary>
    public required PageDecisions Page { get; init; }

    /// <summary>True when the visitor may be treated as an individual: known, and consent given to it.</summary>
    internal bool IsPersonal => !Visitor.IsNone && (Rule.Granted & Purposes.Personalisation) != 0;

    /// <summary>The profile when it may shape recommendations, else an empty one.</summary>
    internal ProfileView Profile => IsPersonal ? Rule.Profile : ProfileView.Empty;
}
