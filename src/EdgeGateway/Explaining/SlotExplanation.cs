namespace EdgeGateway.Explaining;

/// <summary>What a slot shows, or why it shows the origin's bytes.</summary>
internal sealed record SlotExplanation(string Slot, string Selector, string Result);
