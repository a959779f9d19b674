using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Templates.Slots;

/// <summary>An element that a slot's selector found.</summary>
internal readonly record struct SlotTarget(int SlotIndex, PageElement Element);
