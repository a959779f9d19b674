namespace EdgeGateway.Visitors.Segments;

/// <summary>The syntax tree of a rule, before types are checked.</summary>
/// <param name="Column">Where the expression, or its operator, stands.</param>
internal abstract record RuleExpression(int Column)
{
    /// <summary>A number, duration, text, or true and false as 1 and 0.</summary>
    internal sealed record Literal(int Column, RuleType Type, double Number, string Text) : RuleExpression(Column);

    /// <summary><c>not x</c> or <c>-x</c>.</summary>
    internal sealed record Unary(int Column, string Operator, RuleExpression Operand) : RuleExpression(Column);

    /// <summary>Two operands around an operator.</summary>
    internal sealed record Binary(int Column, string Operator, RuleExpression Left, RuleExpression Right)
        : RuleExpression(Column);

    /// <summary><c>x in [a, b]</c>.</summary>
    internal sealed record Membership(int Column, RuleExpression Value, IReadOnlyList<Literal> Items) : RuleExpression(Column);

    /// <summary>A function with its arguments.</summary>
    internal sealed record Call(int Column, string Name, IReadOnlyList<RuleExpression> Arguments) : RuleExpression(Column);
}
