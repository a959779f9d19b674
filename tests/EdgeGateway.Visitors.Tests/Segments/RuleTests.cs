using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Visitors.Tests.Segments;

public sealed class RuleTests
{
    private const string HighIntent = "count('view', 7d) > 3 and count('cart', 7d) > 0 and count('purchase', 7d) = 0";

    [Fact]
    public void HighIntent_HoldsForAFullCartWithoutPurchase()
    {
        var scene = new RuleScene();
        for (var i = 0; i < 4; i++)
        {
            Assert.False(scene.Judge(HighIntent));
            scene.With(EventType.View, $"item-{i}", 50 - i);
        }

        Assert.False(scene.Judge(HighIntent));
        Assert.True(scene.With(EventType.Cart, "item-1", 40).Judge(HighIntent));
        Assert.False(scene.With(EventType.Purchase, "item-1", 1, 20).Judge(HighIntent));
    }

    [Fact]
    public void EventsOutsideTheWindow_DoNotCount()
    {
        var scene = new RuleScene();
        for (var i = 0; i < 4; i++)
        {
            scene.With(EventType.View, "a", 24 * 7 + 1);
        }

        Assert.False(scene.With(EventType.Cart, "a", 1).Judge(HighIntent));
        Assert.True(scene.Judge("count('view', 8d) = 4 and count('view') = 4 and count('view', 7d) = 0"));
    }

    [Theory]
    [InlineData("true or true and false", true)]
    [InlineData("(true or true) and false", false)]
    [InlineData("not false and false", false)]
    [InlineData("not (false and false)", true)]
    [InlineData("not 1 = 2", true)]
    [InlineData("1 + 2 * 3 = 7", true)]
    [InlineData("(1 + 2) * 3 = 9", true)]
    [InlineData("10 - 4 - 3 = 3", true)]
    [InlineData("8 / 4 / 2 = 1", true)]
    [InlineData("-2 * -3 = 6", true)]
    [InlineData("2 - -1 = 3", true)]
    [InlineData("1 / 0 = 0 or 1 / 0 != 0", false)]
    [InlineData("1.5 >= 1.5 and 1 <= 1 and 1 < 2 and 2 > 1 and 1 != 2", true)]
    [InlineData("48h = 2d and 60m = 1h and 60s = 1m and 1w = 7d", true)]
    [InlineData("2 * 12h = 1d and 1d / 1h = 24 and 1h + 30m > 1h and 1d / 2 = 12h", true)]
    [InlineData("3 in [1, 2, 3] and not (4 in [1, 2, 3]) and -1 in [-1]", true)]
    [InlineData("1h in [60m]", true)]
    [InlineData("'a' = 'a' and 'a' != 'b' and 'it''s' = 'it''s'", true)]
    [InlineData("true = true and true != false", true)]
    public void Operators_HaveTheirPrecedence(string rule, bool expected) => Assert.Equal(expected, new RuleScene().Judge(rule));

    [Theory]
    [InlineData("device() = 'mobile'", true)]
    [InlineData("device() in ['desktop', 'tablet']", false)]
    [InlineData("bot()", false)]
    [InlineData("language() = 'de'", true)]
    [InlineData("path() = '/product/shoe-1'", true)]
    [InlineData("path_matches('/product/**')", true)]
    [InlineData("path_matches('/cart')", false)]
    [InlineData("page_item() = 'shoe-1'", true)]
    [InlineData("page_category() in ['shoes', 'boots']", true)]
    [InlineData("hour() = 10 and weekday() = 4", true)]
    [InlineData("hour() >= 9 and hour() < 17 and weekday() in [1, 2, 3, 4, 5]", true)]
    [InlineData("consent('marketing') and consent('personalisation')", true)]
    public void PageFunctions_TellOfTheRequest(string rule, bool expected) => Assert.Equal(expected, new RuleScene().Judge(rule));

    [Theory]
    [InlineData("count('view') = 3", true)]
    [InlineData("count('view', 1h) = 1", true)]
    [InlineData("count('view', 7d, 'shoe-1') = 2", true)]
    [InlineData("count('view', page_item()) = 2", true)]
    [InlineData("count('view', 1h, page_item()) = 1", true)]
    [InlineData("count('view', 7d, 'nothing') = 0", true)]
    [InlineData("sum('purchase', 30d) = 40", true)]
    [InlineData("sum('purchase', 12h) = 0", true)]
    [InlineData("sum('purchase') / count('purchase') = 40", true)]
    [InlineData("sum('dwell') > 5", true)]
    [InlineData("since('view') < 1h", true)]
    [InlineData("since('purchase') > 20h and since('purchase') < 2d", true)]
    [InlineData("since('search') > 1d", false)]
    [InlineData("since('search') < 1d", false)]
    [InlineData("since('search') != 1d", false)]
    [InlineData("viewed('shoe-1') and viewed(page_item())", true)]
    [InlineData("viewed('boot-9')", false)]
    [InlineData("bought('shoe-2') and not bought('shoe-1')", true)]
    [InlineData("sessions() = 3 and returning() and not first_visit()", true)]
    [InlineData("count('view', 7d, page_item()) > 1 and not bought(page_item())", true)]
    public void ProfileFunctions_TellOfTheVisitor(string rule, bool expected) => Assert.Equal(expected, Visitor().Judge(rule));

    [Theory]
    [InlineData("count('view') = 0 and count('view', 7d) = 0 and count('view', 7d, 'shoe-1') = 0")]
    [InlineData("sum('purchase') = 0 and sum('dwell', 7d) = 0")]
    [InlineData("not (since('view') < 99d) and not (since('view') >= 0s)")]
    [InlineData("not viewed('shoe-1') and not bought('shoe-2')")]
    [InlineData("sessions() = 0 and not returning() and not first_visit()")]
    [InlineData("not consent('personalisation')")]
    public void WithoutConsent_TheProfileReadsAsAbsent(string rule)
    {
        var scene = Visitor();
        foreach (var granted in new[] { Purposes.None, Purposes.Necessary, Purposes.All & ~Purposes.Personalisation })
        {
            scene.Granted = granted;
            Assert.True(scene.Judge(rule));
            Assert.True(scene.Judge("device() = 'mobile' and page_item() = 'shoe-1' and hour() = 10"));
        }
    }

    [Fact]
    public void NewVisitor_IsOnTheFirstVisit()
    {
        Assert.True(new RuleScene().Judge("first_visit() and not returning() and sessions() = 0"));
        Assert.True(new RuleScene().With(EventType.View, "a", 0.1).Judge("first_visit() and sessions() = 1"));
        Assert.True(new RuleScene().With(EventType.View, "a", 1).Judge("returning() and sessions() = 2"));
    }

    [Fact]
    public void PageWithoutItem_MatchesNoItem()
    {
        var scene = Visitor();
        scene.PageItem = null;

        Assert.True(scene.Judge("page_item() = '' and page_category() = '' and not viewed(page_item()) and count('view', page_item()) = 0"));
    }

    [Fact]
    public void UtcOffset_MovesHourAndWeekday()
    {
        var scene =
            new RuleScene { Context = new VisitorContext(DeviceClass.Desktop, false, "") { UtcOffset = TimeSpan.FromHours(15) } };

        Assert.True(scene.Judge("hour() = 1 and weekday() = 5"));
    }

    [Fact]
    public void DefaultContext_IsHarmless()
    {
        var scene = new RuleScene { Context = default };

        Assert.True(scene.Judge("language() = '' and device() = 'desktop'"));
    }

    [Fact]
    public void RandomRules_AgreeWithAnInterpreter()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (text, expected) = RandomRule.Boolean(new Random(seed), 4);
            if (text.Length <= 4096)
            {
                Assert.True(expected == new RuleScene().Judge(text), $"seed {seed}: {text}");
            }
        }
    }

    [Fact]
    public void Evaluating_AllocatesNothing()
    {
        var rule = Rule.Compile(
            HighIntent + " or viewed(page_item()) and path_matches('/product/**') and device() in ['mobile'] and sum('purchase', 90d) > 1",
            SegmentProgram.Empty, out _)!;
        var scene = Visitor();
        var holds = Judge(scene, rule, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        holds += Judge(scene, rule, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1010, holds);
    }

    internal static RuleScene Visitor() => new RuleScene()
        .With(EventType.View, "shoe-1", 100)
        .With(EventType.Purchase, "shoe-2", 24, 20, 2)
        .With(EventType.View, "shoe-3", 23.9)
        .With(EventType.View, "shoe-1", 0.2)
        .With(EventType.Dwell, "", 0.1, 12.5);

    private static int Judge(RuleScene scene, Rule rule, int times)
    {
        var holds = 0;
        for (var i = 0; i < times; i++)
        {
            holds += scene.Judge(rule) ? 1 : 0;
        }

        return holds;
    }
}
