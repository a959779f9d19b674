namespace EdgeGateway.Templates.Compiling;

/// <summary>Where a slot lies in the page: what of it <see cref="PagePlan.Cut"/> needs and a stored plan keeps.</summary>
/// <param name="SlotIndex">Its number in the program.</param>
/// <param name="Start">First byte of its own.</param>
/// <param name="End">The byte after them.</param>
/// <param name="Next">The first place that is not inside it.</param>
internal readonly record struct PlanPlace(int SlotIndex, int Start, int End, int Next);
