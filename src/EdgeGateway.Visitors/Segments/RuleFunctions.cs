using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Paths;
using EdgeGateway.Visitors.Consent;

namespace EdgeGateway.Visitors.Segments;

/// <summary>All functions of the rule language: one line each.</summary>
internal static class RuleFunctions
{
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(Profiles.ProfileLayout.DaysKept);
    private static readonly string[] Summable = [EventType.Purchase.ToText(), EventType.Dwell.ToText()];

    private static readonly RuleFunction[] All =
    [
        new("count", "count('view'[, 7d][, item])", 1, 3, RuleType.Number, EmitCount),
        new("sum", "sum('purchase'[, 30d])", 1, 2, RuleType.Number, EmitSum),
        new("since", "since('view')", 1, 1, RuleType.Duration, EmitSince),
        new("viewed", "viewed(item)", 1, 1, RuleType.Boolean, (c, call) => EmitHasItem(c, call, EventType.View)),
        new("bought", "bought(item)", 1, 1, RuleType.Boolean, (c, call) => EmitHasItem(c, call, EventType.Purchase)),
        new("sessions", "sessions()", 0, 0, RuleType.Number, (c, _) => c.Add(new RuleNode(RuleOp.Sessions))),
        new("returning", "returning()", 0, 0, RuleType.Boolean, (c, _) => c.Add(new RuleNode(RuleOp.Returning))),
        new("first_visit", "first_visit()", 0, 0, RuleType.Boolean, (c, _) => c.Add(new RuleNode(RuleOp.FirstVisit))),
        new("segment", "segment('name')", 1, 1, RuleType.Boolean, EmitSegment),
        new("consent", "consent('personalisation')", 1, 1, RuleType.Boolean, EmitConsent),
        new("device", "device()", 0, 0, RuleType.Text, (c, _) => c.AddText(new RuleTextOperand(RuleTextKind.Device, ""))),
        new("bot", "bot()", 0, 0, RuleType.Boolean, (c, _) => c.Add(new RuleNode(RuleOp.Bot))),
        new("language", "language()", 0, 0, RuleType.Text, (c, _) => c.AddText(new RuleTextOperand(RuleTextKind.Language, ""))),
        new("path", "path()", 0, 0, RuleType.Text, (c, _) => c.AddText(new RuleTextOperand(RuleTextKind.Path, ""))),
        new("path_matches", "path_matches('/x/**')", 1, 1, RuleType.Boolean, EmitPathMatches),
        new("page_item", "page_item()", 0, 0, RuleType.Text, (c, _) => c.AddText(new RuleTextOperand(RuleTextKind.PageItem, ""))),
        new("page_category", "page_category()", 0, 0, RuleType.Text,
            (c, _) => c.AddText(new RuleTextOperand(RuleTextKind.PageCategory, ""))),
        new("hour", "hour()", 0, 0, RuleType.Number, (c, _) => c.Add(new RuleNode(RuleOp.Hour))),
        new("weekday", "weekday()", 0, 0, RuleType.Number, (c, _) => c.Add(new RuleNode(RuleOp.Weekday))),
    ];

    /// <summary>Finds a function by its name.</summary>
    /// <exception cref="RuleException">There is none; suggests the near miss.</exception>
    public static RuleFunction Find(string name, int column) => Array.Find(All, f => f.Name == name) ?? throw new RuleException(
        column, $"There is no function '{name}' (column {column}){RuleProblemText.Perhaps(name, All.Select(f => f.Name))}.");

    private static int EmitCount(RuleCompiler compiler, RuleExpression.Call call)
    {
        var type = EventTypeOf(call);
        var window = TimeSpan.Zero;
        var item = -1;
        foreach (var argument in call.Arguments.Skip(1))
        {
            if (argument is RuleExpression.Literal { Type: RuleType.Duration } && window == TimeSpan.Zero && item < 0)
            {
                window = WindowOf(argument);
            }
            else if (item < 0)
            {
                item = compiler.CompileText(argument, "an item id");
            }
            else
            {
                throw new RuleException(
                    argument.Column,
                    $"The argument at column {argument.Column} is one too many; accepted is count('view'[, 7d][, item]).");
            }
        }

        return item < 0
            ? compiler.AddMeasure(new RuleMeasure(RuleMeasureKind.Count, type, window))
            : compiler.Add(new RuleNode(RuleOp.CountItem, item, (int)type, window.TotalMilliseconds));
    }

    private static int EmitSum(RuleCompiler compiler, RuleExpression.Call call)
    {
        var type = EventTypeOf(call);
        if (!Summable.Contains(type.ToText()))
        {
            throw new RuleException(
                call.Arguments[0].Column,
                $"Events of type '{type.ToText()}' (column {call.Arguments[0].Column}) have no sum; accepted are {string.Join(", ", Summable)}.");
        }

        return compiler.AddMeasure(
            new RuleMeasure(RuleMeasureKind.Sum, type, call.Arguments.Count > 1 ? WindowOf(call.Arguments[1]) : TimeSpan.Zero));
    }

    private static int EmitSince(RuleCompiler compiler, RuleExpression.Call call) =>
        compiler.AddMeasure(new RuleMeasure(RuleMeasureKind.Since, EventTypeOf(call), TimeSpan.Zero));

    private static int EmitHasItem(RuleCompiler compiler, RuleExpression.Call call, EventType type) =>
        compiler.Add(new RuleNode(RuleOp.HasItem, compiler.CompileText(call.Arguments[0], "an item id"), (int)type));

    private static int EmitSegment(RuleCompiler compiler, RuleExpression.Call call)
    {
        var name = TextOf(call, "the name of a segment");
        return compiler.Add(new RuleNode(RuleOp.Segment, compiler.FindSegment(name, call.Arguments[0].Column)));
    }

    private static int EmitConsent(RuleCompiler compiler, RuleExpression.Call call)
    {
        var word = TextOf(call, "a purpose");
        return PurposesText.TryParse(word, out var purpose)
            ? compiler.Add(new RuleNode(RuleOp.Consent, (int)purpose))
            : throw Unknown("purpose", word, call.Arguments[0].Column, PurposesText.Words);
    }

    private static int EmitPathMatches(RuleCompiler compiler, RuleExpression.Call call)
    {
        var pattern = TextOf(call, "a path pattern");
        return PathPattern.TryCompile(pattern, out var parsed, out var reason)
            ? compiler.Add(new RuleNode(RuleOp.PathMatches, compiler.AddPattern(parsed)))
            : throw new RuleException(
                call.Arguments[0].Column,
                $"The path pattern '{pattern}' at column {call.Arguments[0].Column} {reason}: {PathPattern.Accepted}.");
    }

    private static EventType EventTypeOf(RuleExpression.Call call)
    {
        var word = TextOf(call, "an event type");
        return EventTypeText.TryParse(word, out var type) && type != EventType.Exposure
            ? type
            : throw Unknown("event type", word, call.Arguments[0].Column, EventTypeText.Accepted.Split(", "));
    }

    private static TimeSpan WindowOf(RuleExpression argument)
    {
        if (argument is not RuleExpression.Literal { Type: RuleType.Duration } literal || literal.Number <= 0)
        {
            throw new RuleException(
                argument.Column, $"The window at column {argument.Column} must be a duration above 0 such as 30m, 48h or 7d.");
        }

        return literal.Number <= LongestWindow.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(literal.Number)
            : throw new RuleException(
                argument.Column,
                $"The window '{literal.Text}' at column {argument.Column} is longer than the {LongestWindow.TotalDays:0}d that profiles keep; leave it out to take everything ever seen.");
    }

    private static string TextOf(RuleExpression.Call call, string what) =>
        call.Arguments[0] is RuleExpression.Literal { Type: RuleType.Text } literal
            ? literal.Text
            : throw new RuleException(
                call.Arguments[0].Column,
                $"The function '{call.Name}' takes {what} in single quotes at column {call.Arguments[0].Column}.");

    private static RuleException Unknown(string what, string word, int column, IEnumerable<string> accepted)
    {
        var words = accepted.ToList();
        return new RuleException(
            column, $"There is no {what} '{word}' (column {column}){RuleProblemText.Perhaps(word, words)}; accepted are {string.Join(", ", words)}.");
    }
}
