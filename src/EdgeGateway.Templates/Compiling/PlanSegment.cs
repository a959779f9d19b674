namespace EdgeGateway.Templates.Compiling;

/// <summary>Bytes of the page between two cuts: a slice of the stored page, never a copy and never empty.</summary>
/// <param name="Bytes">The bytes.</param>
public readonly record struct PlanSegment(ReadOnlyMemory<byte> Bytes);
