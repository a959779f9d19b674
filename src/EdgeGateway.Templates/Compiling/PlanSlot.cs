namespace EdgeGateway.Templates.Compiling;

/// <summary>
/// A slot on a page. Its own bytes are the segments from <paramref name="FirstSegment"/> to <paramref name="EndSegment"/>,
/// and the slots after it up to <paramref name="NextSlot"/> lie within them: whoever fills it passes over both.
/// </summary>
/// <param name="SlotIndex">Its number in <see cref="PageProgram.Slots"/>.</param>
/// <param name="Start">Byte of the page at which it stands, 0 based.</param>
/// <param name="Origin">The origin's own bytes there: sent when nothing is decided, empty for a slot that only inserts.</param>
/// <param name="FirstSegment">The first segment at or after its start.</param>
/// <param name="EndSegment">The first segment after its own bytes.</param>
/// <param name="NextSlot">The first slot of the plan that is not inside it.</param>
public readonly record struct PlanSlot(
    int SlotIndex, int Start, ReadOnlyMemory<byte> Origin, int FirstSegment, int EndSegment, int NextSlot);
