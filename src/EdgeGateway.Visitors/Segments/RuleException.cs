namespace EdgeGateway.Visitors.Segments;

/// <summary>Carries the first problem of a rule out of the parser and the compiler; never leaves this folder.</summary>
internal sealed class RuleException(int column, string message) : Exception(message)
{
    /// <summary>Counted from 1.</summary>
    public int Column { get; } = column;

    public RuleProblem ToProblem(string rule) => new(rule, Column, Message);
}
