namespace EdgeGateway.Visitors.Segments;

/// <summary>One node of a compiled rule. Booleans are 1 and 0, durations milliseconds, an absent number is NaN.</summary>
/// <param name="Op">What it does.</param>
/// <param name="Left">Node of the first operand, or an index into a table of the code.</param>
/// <param name="Right">Node of the second operand, or an index into a table of the code.</param>
/// <param name="Number">A constant of the operation.</param>
internal readonly record struct RuleNode(RuleOp Op, int Left = 0, int Right = 0, double Number = 0);
