using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Site;

/// <summary>The part of a slot that says where it is in a page.</summary>
internal static class SlotMarkups
{
    public static SlotMarkup From(SlotDefinition slot) => new(slot.Id, slot.Selector, PositionOf(slot.Position));

    public static SlotMarkup From(SlotModel slot) => new(slot.Id, slot.Selector, PositionOf(slot.Position));

    private static SlotPosition PositionOf(string word) => (SlotPosition)Array.IndexOf(SlotsSection.Positions, word);
}
