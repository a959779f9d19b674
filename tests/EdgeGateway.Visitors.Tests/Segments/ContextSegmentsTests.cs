using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Visitors.Tests.Segments;

public sealed class ContextSegmentsTests
{
    private static readonly SegmentDefinition[] Definitions =
    [
        new("mobile", "device() = 'mobile'", 0),
        new("shop", "path_matches('/shop/**') or path() in ['/', '/home']", 0),
        new("night", "not (hour() >= 6 and weekday() < 8)", 0),
        new("both", "segment('mobile') and segment('night') and language() = 'de' and not bot()", 0),
        new("buyer", "count('purchase', 7d) > 0", 0),
        new("through", "segment('mobile') and segment('buyer')", 0),
        new("agreed", "consent('analytics')", 0),
        new("about", "page_category() = 'shoes'", 0),
        new("broken", "device( = 'mobile'", 0),
        new("loop", "segment('loop')", 0),
    ];

    [Theory]
    [InlineData("mobile", "mobile")]
    [InlineData("shop", "shop")]
    [InlineData("night", "night")]
    [InlineData("both", "both,mobile,night")]
    [InlineData("broken", "broken")]
    [InlineData("loop", "loop")]
    public void RuleOfTheRequestAlone_IsTakenWithTheSegmentsItNames(string name, string expected)
    {
        var problems = new List<(string, string)>();

        var found = ContextSegments.Find(Definitions, [name], problems);

        Assert.Empty(problems);
        Assert.Equal(expected, string.Join(',', found.Select(definition => definition.Name)));
    }

    [Theory]
    [InlineData("buyer", "'buyer' calls 'count'")]
    [InlineData("through", "'buyer' calls 'count'")]
    [InlineData("agreed", "'agreed' calls 'consent'")]
    [InlineData("about", "'about' calls 'page_category'")]
    [InlineData("mobil", "'mobil' does not exist")]
    public void RuleThatNeedsTheVisitorOrThePage_IsRefusedWithTheReason(string name, string said)
    {
        var problems = new List<(string Name, string Message)>();

        ContextSegments.Find(Definitions, [name], problems);

        var problem = Assert.Single(problems);
        Assert.Equal(name, problem.Name);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }
}
