namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// Parses rules by operator precedence (V. Pratt, "Top down operator precedence", 1973). From loose to tight:
/// <c>or</c>, <c>and</c>, <c>not</c>, comparisons and <c>in</c> (which do not chain), <c>+ -</c>, <c>* /</c>, sign.
/// </summary>
internal sealed class RuleParser
{
    private const int MaxDepth = 48;
    private const int NotPrecedence = 3;
    private const int ComparisonPrecedence = 4;
    private const int SignPrecedence = 7;
    private readonly List<RuleToken> _tokens;
    private int _next;
    private int _depth;

    private RuleParser(List<RuleToken> tokens) => _tokens = tokens;

    private RuleToken Current => _tokens[_next];

    /// <summary>Parses a whole rule.</summary>
    /// <exception cref="RuleException">The first thing that is wrong.</exception>
    public static RuleExpression Parse(string rule)
    {
        var parser = new RuleParser(RuleTokenizer.Read(rule));
        var expression = parser.ParseExpression(0);
        return parser.Current.Kind == RuleTokenKind.End
            ? expression
            : throw parser.Unexpected("'and', 'or', a comparison or the end");
    }

    private RuleExpression ParseExpression(int minimum)
    {
        if (++_depth > MaxDepth)
        {
            throw new RuleException(Current.Column, $"The rule is nested more than {MaxDepth} deep at column {Current.Column}.");
        }

        var left = ParsePrefix();
        while (PrecedenceOf(Current) is var precedence && precedence > minimum)
        {
            var token = Take();
            left = token.Is("in")
                ? new RuleExpression.Membership(token.Column, left, ParseList())
                : new RuleExpression.Binary(token.Column, token.Text, left, ParseExpression(precedence));
            if (precedence == ComparisonPrecedence && PrecedenceOf(Current) == ComparisonPrecedence)
            {
                throw new RuleException(
                    Current.Column,
                    $"Comparisons do not chain: {Current} at column {Current.Column} needs an 'and' or 'or' before it.");
            }
        }

        _depth--;
        return left;
    }

    private RuleExpression ParsePrefix()
    {
        var token = Take();
        switch (token.Kind)
        {
            case RuleTokenKind.Number: return new RuleExpression.Literal(token.Column, RuleType.Number, token.Number, token.Text);
            case RuleTokenKind.Duration:
                return new RuleExpression.Literal(
                token.Column, RuleType.Duration, token.Number, token.Text);
            case RuleTokenKind.Text: return new RuleExpression.Literal(token.Column, RuleType.Text, 0, token.Text);
            case RuleTokenKind.Name when token.Text is "true" or "false":
                return new RuleExpression.Literal(token.Column, RuleType.Boolean, token.Text == "true" ? 1 : 0, token.Text);
            case RuleTokenKind.Name when token.Text == "not":
                return new RuleExpression.Unary(
                token.Column, "not", ParseExpression(NotPrecedence));
            case RuleTokenKind.Symbol when token.Text == "-": return Negate(token.Column, ParseExpression(SignPrecedence));
            case RuleTokenKind.Symbol when token.Text == "(":
                var inner = ParseExpression(0);
                Expect(")");
                return inner;
            case RuleTokenKind.Name when PrecedenceOf(token) < 0: return ParseCall(token);
            default:
                _next--;
                throw Unexpected("a value, a function, 'not' or '('");
        }
    }

    private static RuleExpression Negate(int column, RuleExpression operand)
    {
        if (operand is RuleExpression.Literal { Type: RuleType.Number or RuleType.Duration } literal)
        {
            return new RuleExpression.Literal(column, literal.Type, -literal.Number, "-" + literal.Text);
        }

        return new RuleExpression.Unary(column, "-", operand);
    }

    private RuleExpression.Call ParseCall(RuleToken name)
    {
        if (!Current.Is("("))
        {
            RuleFunctions.Find(name.Text, name.Column);
            throw Unexpected($"'(' after the function '{name.Text}'");
        }

        Take();
        var arguments = new List<RuleExpression>();
        while (!Current.Is(")"))
        {
            arguments.Add(ParseExpression(0));
            if (!Current.Is(")"))
            {
                Expect(",");
            }
        }

        Take();
        return new RuleExpression.Call(name.Column, name.Text, arguments);
    }

    private List<RuleExpression.Literal> ParseList()
    {
        Expect("[");
        var items = new List<RuleExpression.Literal>();
        do
        {
            items.Add(ParseExpression(ComparisonPrecedence) as RuleExpression.Literal
                ?? throw new RuleException(
                    Current.Column, $"The list before column {Current.Column} may hold only numbers, durations and texts."));
        }
        while (Current.Is(",") && Take().Is(","));
        Expect("]");
        return items;
    }

    private static int PrecedenceOf(RuleToken token) => token.Kind is not (RuleTokenKind.Symbol or RuleTokenKind.Name)
        ? -1
        : token.Text switch
        {
            "or" => 1,
            "and" => 2,
            "=" or "!=" or "<" or "<=" or ">" or ">=" or "in" => ComparisonPrecedence,
            "+" or "-" => 5,
            "*" or "/" => 6,
            _ => -1,
        };

    private RuleToken Take() => _tokens[_next++];

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }

        _next++;
    }

    private RuleException Unexpected(string accepted) =>
        new(Current.Column, $"Found {Current} at column {Current.Column} where {accepted} is accepted.");
}
