namespace EdgeGateway.Visitors.Segments;

/// <summary>A segment as the operator wrote it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="When">The rule that a visitor must meet.</param>
/// <param name="Priority">Larger goes first where only one segment can win.</param>
public sealed record SegmentDefinition(string Name, string When, int Priority);
