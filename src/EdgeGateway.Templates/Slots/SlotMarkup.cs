namespace EdgeGateway.Templates.Slots;

/// <summary>Where a slot belongs on a page, in the operator's words.</summary>
/// <param name="Slot">The slot's id.</param>
/// <param name="Selector">A CSS selector list; the first element of the page that it finds is taken.</param>
/// <param name="Position">Where on that element.</param>
public sealed record SlotMarkup(string Slot, string Selector, SlotPosition Position);
