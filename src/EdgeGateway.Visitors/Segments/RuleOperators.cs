namespace EdgeGateway.Visitors.Segments;

/// <summary>Which operands an operator takes and what it yields.</summary>
internal static class RuleOperators
{
    /// <exception cref="RuleException">The operands do not go together.</exception>
    public static RuleType ResultOf(RuleExpression.Binary binary, RuleType left, RuleType right)
    {
        var result = binary.Operator switch
        {
            "and" or "or" => RuleType.Boolean,
            "=" or "!=" when left == right => RuleType.Boolean,
            "<" or "<=" or ">" or ">=" when left == right && IsMeasurable(left) => RuleType.Boolean,
            "+" or "-" when left == right && IsMeasurable(left) => left,
            "*" when left == RuleType.Number && IsMeasurable(right) => right,
            "*" or "/" when IsMeasurable(left) && right == RuleType.Number => left,
            "/" when left == RuleType.Duration && right == RuleType.Duration => RuleType.Number,
            _ => (RuleType?)null,
        };
        return result ?? throw new RuleException(
            binary.Column,
            $"The operator '{binary.Operator}' at column {binary.Column} cannot join {left.ToText()} and {right.ToText()}.");
    }

    private static bool IsMeasurable(RuleType type) => type is RuleType.Number or RuleType.Duration;
}
