using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Templates.Slots;

/// <summary>The element that a slot's selector found, and where it ends once that is known.</summary>
internal sealed class SlotTarget(int slotIndex, OpenElement element, int opened)
{
    public int SlotIndex { get; } = slotIndex;

    public OpenElement Element { get; } = element;

    /// <summary>Place of the element's start in the order of all starts and ends that matter.</summary>
    public int Opened { get; } = opened;

    /// <summary>Place of the element's end in the same order.</summary>
    public int Closed { get; set; }

    public int ContentEnd { get; set; }

    public int End { get; set; }

    /// <summary>The next target on the same element, -1 for none.</summary>
    public int Next { get; init; } = -1;
}
