using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Events.Capture;

/// <summary>One slot as it was rendered on a page: what a later click or purchase is attributed to.</summary>
/// <param name="Slot">The slot's id.</param>
/// <param name="Source">What filled it.</param>
/// <param name="Experiment">The experiment; null when none decided.</param>
/// <param name="Variant">Its variant; null when none decided.</param>
/// <param name="Items">The items shown, best first; null when the fragment shows none. Read during the call only.</param>
/// <param name="ItemCount">How many of <paramref name="Items"/> were shown; the first <see cref="MaxItems"/> are kept.</param>
public readonly record struct SlotExposure(
    string Slot, DecisionSource Source, string? Experiment, string? Variant, CatalogueItem[]? Items, int ItemCount)
{
    /// <summary>Items of one exposure that are kept.</summary>
    public const int MaxItems = 16;
}
