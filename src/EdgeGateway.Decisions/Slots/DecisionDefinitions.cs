using EdgeGateway.Decisions.Experiments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Everything an operator writes about decisions.</summary>
/// <param name="Slots">In the order in which a page decides them.</param>
/// <param name="Experiments">The experiments that choices may name.</param>
public sealed record DecisionDefinitions(
    IReadOnlyList<SlotDefinition> Slots, IReadOnlyList<ExperimentDefinition> Experiments);
