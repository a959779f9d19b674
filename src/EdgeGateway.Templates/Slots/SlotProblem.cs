namespace EdgeGateway.Templates.Slots;

/// <summary>A slot whose definition cannot be used.</summary>
/// <param name="Slot">The slot's id.</param>
/// <param name="Column">Where in its selector, 1 based; 0 when the selector is not at fault.</param>
/// <param name="Message">What is wrong and what is accepted: one sentence.</param>
public sealed record SlotProblem(string Slot, int Column, string Message);
