using EdgeGateway.Primitives.Paths;
using EdgeGateway.Visitors.Context;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// Checks types and turns syntax trees into the flat nodes of a <see cref="RuleCode"/>, which rules of a program share.
/// </summary>
/// <param name="findSegment">Index of a segment by name; -1 when there is none.</param>
/// <param name="segmentNames">For suggestions.</param>
internal sealed class RuleCompiler(Func<string, int> findSegment, IEnumerable<string> segmentNames)
{
    private const int MaxNodesPerRule = 512;
    private readonly List<RuleNode> _nodes = [];
    private readonly List<RuleMeasure> _measures = [];
    private readonly List<RuleTextOperand> _texts = [];
    private readonly List<PathPattern> _patterns = [];
    private readonly List<double[]> _numberSets = [];
    private readonly List<string[]> _textSets = [];
    private int _ruleStart;

    /// <summary>Compiles one rule; returns its root node.</summary>
    /// <exception cref="RuleException">The first thing that is wrong; nodes already added are harmless.</exception>
    public int CompileRule(RuleExpression rule)
    {
        _ruleStart = _nodes.Count;
        return Compile(rule, RuleType.Boolean, "A rule");
    }

    /// <summary>The code of all rules compiled so far.</summary>
    public RuleCode Finish() =>
        new([.. _nodes], [.. _measures], [.. _texts], [.. _patterns], [.. _numberSets], [.. _textSets]);

    public int Add(RuleNode node)
    {
        if (_nodes.Count - _ruleStart >= MaxNodesPerRule)
        {
            throw new RuleException(1, $"The rule has more than {MaxNodesPerRule} parts; split it into segments.");
        }

        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    public int AddText(RuleTextOperand text) => IndexIn(_texts, text);

    public int AddPattern(PathPattern pattern)
    {
        _patterns.Add(pattern);
        return _patterns.Count - 1;
    }

    public int AddMeasure(RuleMeasure measure) => Add(new RuleNode(RuleOp.Measure, IndexIn(_measures, measure)));

    public int FindSegment(string name, int column)
    {
        var index = findSegment(name);
        return index >= 0
            ? index
            : throw new RuleException(
                column, $"There is no segment '{name}' (column {column}){RuleProblemText.Perhaps(name, segmentNames)}.");
    }

    /// <summary>Compiles an expression that must be a text; returns its operand.</summary>
    public int CompileText(RuleExpression expression, string what)
    {
        var type = TypeOf(expression);
        return type != RuleType.Text
            ? throw new RuleException(
                expression.Column, $"The value at column {expression.Column} is {type.ToText()} where {what} is accepted.")
            : expression is RuleExpression.Literal literal
                ? AddText(new RuleTextOperand(RuleTextKind.Constant, literal.Text))
                : EmitCall((RuleExpression.Call)expression);
    }

    private int Compile(RuleExpression expression, RuleType expected, string where)
    {
        var type = TypeOf(expression);
        return type == expected
            ? Emit(expression)
            : throw new RuleException(
                expression.Column,
                $"{where} takes {expected.ToText()}, and the value at column {expression.Column} is {type.ToText()}.");
    }

    private int Emit(RuleExpression expression) => expression switch
    {
        RuleExpression.Literal literal => Add(new RuleNode(RuleOp.Constant, Number: literal.Number)),
        RuleExpression.Unary { Operator: "not" } unary =>
            Add(new RuleNode(RuleOp.Not, Compile(unary.Operand, RuleType.Boolean, "'not'"))),
        RuleExpression.Unary unary =>
            Add(new RuleNode(RuleOp.Multiply, Emit(unary.Operand), Add(new RuleNode(RuleOp.Constant, Number: -1)))),
        RuleExpression.Membership membership => EmitMembership(membership),
        RuleExpression.Binary binary => EmitBinary(binary),
        _ => EmitCall((RuleExpression.Call)expression),
    };

    private int EmitCall(RuleExpression.Call call)
    {
        var function = RuleFunctions.Find(call.Name, call.Column);
        return call.Arguments.Count >= function.Least && call.Arguments.Count <= function.Most
            ? function.Emit(this, call)
            : throw new RuleException(
                call.Column, $"The function '{call.Name}' at column {call.Column} has {call.Arguments.Count} arguments; accepted is {function.Signature}.");
    }

    private int EmitBinary(RuleExpression.Binary binary)
    {
        var where = $"'{binary.Operator}'";
        if (binary.Operator is "and" or "or")
        {
            var op = binary.Operator == "and" ? RuleOp.And : RuleOp.Or;
            return Add(new RuleNode(op, Compile(binary.Left, RuleType.Boolean, where), Compile(binary.Right, RuleType.Boolean, where)));
        }

        if (TypeOf(binary.Left) == RuleType.Text)
        {
            CheckTextConstant(binary.Left, binary.Right);
            CheckTextConstant(binary.Right, binary.Left);
            var equal = Add(
                new RuleNode(RuleOp.TextEqual, CompileText(binary.Left, "a text"), CompileText(binary.Right, "a text")));
            return binary.Operator == "=" ? equal : Add(new RuleNode(RuleOp.Not, equal));
        }

        var (left, comparison) = (Emit(binary.Left), OpOf(binary.Operator));
        return comparison <= RuleOp.GreaterOrEqual && _nodes[left].Op == RuleOp.Measure
            && binary.Right is RuleExpression.Literal literal
            ? Add(new RuleNode(RuleOp.CompareMeasure, _nodes[left].Left, (int)comparison, literal.Number))
            : Add(new RuleNode(comparison, left, Emit(binary.Right)));
    }

    private int EmitMembership(RuleExpression.Membership membership)
    {
        var type = TypeOf(membership.Value);
        foreach (var item in membership.Items)
        {
            if (item.Type != type)
            {
                throw new RuleException(
                    item.Column,
                    $"The list takes {type.ToText()}, and the value at column {item.Column} is {item.Type.ToText()}.");
            }

            CheckTextConstant(membership.Value, item);
        }

        if (type == RuleType.Text)
        {
            _textSets.Add([.. membership.Items.Select(i => i.Text)]);
            return Add(new RuleNode(RuleOp.TextIn, CompileText(membership.Value, "a text"), _textSets.Count - 1));
        }

        _numberSets.Add([.. membership.Items.Select(i => i.Number)]);
        return Add(new RuleNode(RuleOp.NumberIn, Emit(membership.Value), _numberSets.Count - 1));
    }

    /// <summary>Catches a device that no visitor can have.</summary>
    private static void CheckTextConstant(RuleExpression source, RuleExpression constant)
    {
        if (source is RuleExpression.Call { Name: "device" } && constant is RuleExpression.Literal { Type: RuleType.Text } literal
            && !DeviceClassText.Words.Contains(literal.Text))
        {
            throw new RuleException(
                literal.Column,
                $"There is no device '{literal.Text}' (column {literal.Column}){RuleProblemText.Perhaps(literal.Text, DeviceClassText.Words)}; accepted are {string.Join(", ", DeviceClassText.Words)}.");
        }
    }

    private static RuleType TypeOf(RuleExpression expression) => expression switch
    {
        RuleExpression.Literal literal => literal.Type,
        RuleExpression.Unary { Operator: "not" } or RuleExpression.Membership => RuleType.Boolean,
        RuleExpression.Unary unary => TypeOf(unary.Operand) is RuleType.Number or RuleType.Duration
            ? TypeOf(unary.Operand)
            : throw new RuleException(unary.Column, $"The sign '-' at column {unary.Column} takes a number or a duration."),
        RuleExpression.Binary binary => RuleOperators.ResultOf(binary, TypeOf(binary.Left), TypeOf(binary.Right)),
        RuleExpression.Call call => RuleFunctions.Find(call.Name, call.Column).Result,
        _ => throw new InvalidOperationException($"The expression '{expression}' has no type."),
    };

    private static RuleOp OpOf(string symbol) => symbol switch
    {
        "=" => RuleOp.Equal,
        "!=" => RuleOp.NotEqual,
        "<" => RuleOp.Less,
        "<=" => RuleOp.LessOrEqual,
        ">" => RuleOp.Greater,
        ">=" => RuleOp.GreaterOrEqual,
        "+" => RuleOp.Add,
        "-" => RuleOp.Subtract,
        "*" => RuleOp.Multiply,
        _ => RuleOp.Divide,
    };

    private static int IndexIn<T>(List<T> list, T value)
    {
        var index = list.IndexOf(value);
        if (index < 0)
        {
            index = list.Count;
            list.Add(value);
        }

        return index;
    }
}
