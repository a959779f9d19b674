using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>One compiled entry of <c>Choose</c>. Immutable.</summary>
/// <param name="Index">Its position in <c>Choose</c>.</param>
/// <param name="When">The rule; null holds always.</param>
/// <param name="Experiment">Decides when not null.</param>
/// <param name="Content">What it shows when no experiment decides.</param>
public sealed record ChoiceModel(int Index, Rule? When, ExperimentModel? Experiment, SlotContentModel Content);
