using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Site;

/// <summary>The part of a slot that says where it is in a page.</summary>
internal static class SlotMarkups
{
    public static SlotMarkup From(SlotDefinition slot) => From(
        new SlotMarkup(slot.Id, slot.Selector, default) { Marker = slot.Marker, WithText = slot.WithText, MatchesAll = slot.MatchesAll },
        slot.Position);

    public static SlotMarkup From(SlotModel slot) => From(
        new SlotMarkup(slot.Id, slot.Selector, default) { Marker = slot.Marker, WithText = slot.WithText, MatchesAll = slot.MatchesAll },
        slot.Position);

    /// <summary>What the slot looks for in pages, for people.</summary>
    public static string Sought(SlotModel slot) =>
        slot.Marker is { } marker ? $"marker {marker}" : slot.Selector.Length > 0 ? slot.Selector : $"text {slot.WithText}";

    /// <summary>Name of the attribute in a position such as <c>attribute:href</c>; null for other positions.</summary>
    public static string? AttributeOf(string position) =>
        position.StartsWith(SlotsSection.AttributePrefix, StringComparison.Ordinal) ? position[SlotsSection.AttributePrefix.Length..] : null;

    private static SlotMarkup From(SlotMarkup markup, string position) => AttributeOf(position) is { } attribute
        ? markup with { Position = SlotPosition.Attribute, Attribute = attribute }
        : markup with { Position = (SlotPosition)Array.IndexOf(SlotsSection.Positions, position) };
}
