using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Visitors.Tests.Segments;

/// <summary>Every refusal names the column and says what is accepted.</summary>
public sealed class RuleProblemTests
{
    [Theory]
    [InlineData("", 1, "Found the end of the rule at column 1 where a value, a function, 'not' or '(' is accepted.")]
    [InlineData("true and", 9, "Found the end of the rule at column 9 where a value")]
    [InlineData("true true", 6, "Found 'true' at column 6 where 'and', 'or', a comparison or the end is accepted.")]
    [InlineData("(true", 6, "where ')' is accepted.")]
    [InlineData("true)", 5, "Found ')' at column 5")]
    [InlineData("cuont('view') > 3", 1, "There is no function 'cuont' (column 1), perhaps 'count' was meant.")]
    [InlineData("true and pathmatches('/x')", 10, "perhaps 'path_matches' was meant.")]
    [InlineData("xyzzy()", 1, "There is no function 'xyzzy' (column 1).")]
    [InlineData("count", 6, "'(' after the function 'count' is accepted.")]
    [InlineData("count() > 1", 1, "has 0 arguments; accepted is count('view'[, 7d][, item]).")]
    [InlineData("count('veiw') > 1", 7,
        "There is no event type 'veiw' (column 7), perhaps 'view' was meant; accepted are view, click, impression")]
    [InlineData("count('exposure') > 1", 7, "There is no event type 'exposure'")]
    [InlineData("count(view) > 1", 7, "There is no function 'view'")]
    [InlineData("count(7d) > 1", 7, "takes an event type in single quotes")]
    [InlineData("count('view', 7) > 1", 15, "is a number where an item id is accepted.")]
    [InlineData("count('view', 7d, 'a', 'b') > 1", 1, "has 4 arguments")]
    [InlineData("count('view', 7d, 8d) > 1", 19, "is a duration such as 30m, 48h or 7d where an item id is accepted.")]
    [InlineData("count('view', 200d) > 1", 15,
        "The window '200d' at column 15 is longer than the 90d that profiles keep; leave it out")]
    [InlineData("sum('view') > 1", 5, "Events of type 'view' (column 5) have no sum; accepted are purchase, dwell.")]
    [InlineData("sum('purchase', 0d) > 1", 17, "must be a duration above 0")]
    [InlineData("count('view', 7x) > 1", 15,
        "The unit 'x' of '7x' at column 15 is unknown; accepted are s, m (minutes), h, d and w.")]
    [InlineData("1.2.3 > 1", 1, "'1.2.3' at column 1 is not a number.")]
    [InlineData("device() = \"mobile\"", 12, "texts stand in single quotes")]
    [InlineData("true && false", 6, "write 'and'")]
    [InlineData("true || false", 6, "write 'or'")]
    [InlineData("!true", 1, "write 'not'")]
    [InlineData("path() = '/x", 10, "has no closing quote.")]
    [InlineData("count('view')", 1, "A rule takes true or false, and the value at column 1 is a number.")]
    [InlineData("not count('view')", 5, "'not' takes true or false")]
    [InlineData("true and 1", 10, "'and' takes true or false, and the value at column 10 is a number.")]
    [InlineData("count('view') > '3'", 15, "The operator '>' at column 15 cannot join a number and a text in single quotes.")]
    [InlineData("since('view') > 3", 15, "cannot join a duration such as 30m, 48h or 7d and a number.")]
    [InlineData("path() < 'a'", 8, "cannot join a text in single quotes and a text in single quotes.")]
    [InlineData("1d * 1d > 1d", 4, "The operator '*' at column 4")]
    [InlineData("- path() = 1", 1, "The sign '-' at column 1 takes a number or a duration.")]
    [InlineData("1 < 2 < 3", 7, "Comparisons do not chain")]
    [InlineData("1 in [1, 'a']", 10, "The list takes a number, and the value at column 10 is a text in single quotes.")]
    [InlineData("1 in [hour()]", 13, "may hold only numbers, durations and texts.")]
    [InlineData("1 in 2", 6, "where '[' is accepted.")]
    [InlineData("device() = 'phone'", 12, "There is no device 'phone' (column 12); accepted are desktop, mobile, tablet, other.")]
    [InlineData("device() in ['desktp']", 14, "perhaps 'desktop' was meant")]
    [InlineData("consent('personalization')", 9, "perhaps 'personalisation' was meant; accepted are necessary, analytics")]
    [InlineData("segment('vip')", 9, "There is no segment 'vip' (column 9).")]
    [InlineData("path_matches('x')", 14, "The path pattern 'x' at column 14 must start with '/'")]
    [InlineData("path_matches('/***')", 14, "mixes '**' with other text in '***': a pattern starts with '/'")]
    [InlineData("true ; false", 6, "The character ';' at column 6 is not part of the rule language.")]
    public void BadRule_IsRefusedWithColumnAndSentence(string rule, int column, string message)
    {
        var compiled = Rule.Compile(rule, SegmentProgram.Empty, out var problem);

        Assert.Null(compiled);
        Assert.NotNull(problem);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.Equal(column, problem.Column);
        Assert.Equal(rule, problem.Rule);
    }

    [Theory]
    [InlineData(47, true)]
    [InlineData(60, false)]
    public void Nesting_IsBounded(int depth, bool accepted)
    {
        var rule = new string('(', depth) + "true" + new string(')', depth);

        Assert.Equal(accepted, Rule.Compile(rule, SegmentProgram.Empty, out _) is not null);
    }

    [Fact]
    public void Size_IsBounded()
    {
        Assert.Null(Rule.Compile(string.Join(" or ", Enumerable.Repeat("true", 300)), SegmentProgram.Empty, out var problem));
        Assert.Contains("more than 512 parts", problem!.Message, StringComparison.Ordinal);
        Assert.Null(Rule.Compile(new string(' ', 5000), SegmentProgram.Empty, out problem));
        Assert.Contains("5000 characters", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomText_IsRefusedOrAcceptedButNeverThrows()
    {
        string[] words = ["count", "(", ")", "'view'", ",", "7d", ">", "3", "and", "or", "not", "in", "[", "]", "-", "*", "true",
        "device", "segment", "'"];
        var random = new Random(9);
        var accepted = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var rule = string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => words[random.Next(words.Length)]));
            accepted += Rule.Compile(rule, SegmentProgram.Empty, out var problem) is null ? 0 : 1;
            Assert.True(problem is null || problem.Column >= 1, rule);
        }

        Assert.InRange(accepted, 1, 50_000);
    }
}
