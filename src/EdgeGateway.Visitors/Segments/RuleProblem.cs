namespace EdgeGateway.Visitors.Segments;

/// <summary>Why a rule was refused.</summary>
/// <param name="Rule">Name of the segment, or the rule itself where it has no name.</param>
/// <param name="Column">Where in the rule, counted from 1.</param>
/// <param name="Message">One sentence: what is wrong, where, and what is accepted.</param>
public sealed record RuleProblem(string Rule, int Column, string Message);
