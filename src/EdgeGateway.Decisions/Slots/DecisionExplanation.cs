using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Why a slot shows what it shows, for people who ask. Made by the same code that decides for visitors.</summary>
/// <param name="Slot">The slot's id.</param>
/// <param name="Fragment">Fragment shown; null for the origin's bytes.</param>
/// <param name="Source">What filled the slot.</param>
/// <param name="Reason">Why not something better.</param>
/// <param name="Experiment">The experiment that decided, or null.</param>
/// <param name="Variant">The visitor's variant, or null.</param>
/// <param name="Model">The model that scored the items, or null.</param>
/// <param name="ModelVersion">Its version, or null.</param>
/// <param name="Items">Ids of the items shown, best first.</param>
/// <param name="Choices">The choices tried, in order.</param>
/// <param name="Elapsed">Time the decision took, explaining included.</param>
public sealed record DecisionExplanation(
    string Slot,
    string? Fragment,
    DecisionSource Source,
    FallbackReason Reason,
    string? Experiment,
    string? Variant,
    string? Model,
    string? ModelVersion,
    IReadOnlyList<string> Items,
    IReadOnlyList<ChoiceExplanation> Choices,
    TimeSpan Elapsed);
