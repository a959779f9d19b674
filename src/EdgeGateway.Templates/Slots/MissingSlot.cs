namespace EdgeGateway.Templates.Slots;

/// <summary>A slot of the program that is not on a page, and why.</summary>
/// <param name="SlotIndex">Its number in the program.</param>
/// <param name="Slot">Its id.</param>
/// <param name="Reason">Why it is missing.</param>
/// <param name="Message">The reason as one sentence.</param>
public sealed record MissingSlot(int SlotIndex, string Slot, MissingSlotReason Reason, string Message);
