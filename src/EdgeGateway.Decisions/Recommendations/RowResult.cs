using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>How a row came out.</summary>
/// <param name="Count">Items in it; 0 when it is not worth showing.</param>
/// <param name="Source">The first rung that gave items.</param>
/// <param name="Reason">The first thing that failed above that rung, or why there is no row.</param>
/// <param name="Model">The model whose scores are shown, or null.</param>
/// <param name="ModelVersion">Its version when it scored them, or null.</param>
internal readonly record struct RowResult(
    int Count, DecisionSource Source, FallbackReason Reason, string? Model, string? ModelVersion);
