using EdgeGateway.Templates.Assembling;

namespace EdgeGateway.Templates.Streaming;

/// <summary>Says what fills the slots of a page that passes through.</summary>
public interface IStreamedSlots
{
    /// <summary>
    /// Called once for each slot that is found, in page order, when its place has come: what is given is sent at once.
    /// </summary>
    /// <param name="slotIndex">The slot's number in <see cref="Compiling.PageProgram.Slots"/>.</param>
    SlotContent Fill(int slotIndex);
}
