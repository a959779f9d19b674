namespace EdgeGateway.Templates.Compiling;

/// <summary>A slot on a page.</summary>
/// <param name="SlotIndex">Its number in <see cref="PageProgram.Slots"/>.</param>
/// <param name="Start">Byte of the page at which it stands, 0 based.</param>
/// <param name="Origin">The origin's own bytes there: sent when nothing is decided, empty for a slot that only inserts.</param>
public readonly record struct PlanSlot(int SlotIndex, int Start, ReadOnlyMemory<byte> Origin);
