using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests.Selecting;

public sealed class SelectorTests
{
    private const string Page = """
        <body><div id=main class="wide md:flex"><p lang=en-GB data-x="Abc def">1</p><section><p>2</p></section></div>
        <a href="/a?b=1&amp;c=2" REL=NoFollow>3</a><p class=wide title=>4</p></body>
        """;

    [Theory]
    [InlineData("p", "1")]
    [InlineData("P.wide", "4")]
    [InlineData("#main p", "1")]
    [InlineData("#main > section > p", "2")]
    [InlineData("section p, a", "2")]
    [InlineData("a, section p", "2")]
    [InlineData("body>p", "4")]
    [InlineData(".md\\:flex > p", "1")]
    [InlineData(".md\\3a flex > p", "1")]
    [InlineData("[lang]", "1")]
    [InlineData("[lang|=en]", "1")]
    [InlineData("[data-x='Abc def']", "1")]
    [InlineData("[data-x~=def]", "1")]
    [InlineData("[data-x^='abc' i]", "1")]
    [InlineData("p[data-x$=def]", "1")]
    [InlineData("[data-x*='c d']", "1")]
    [InlineData("[href='/a?b=1&c=2']", "3")]
    [InlineData("[rel=nofollow i]", "3")]
    [InlineData("*[title='']", "4")]
    [InlineData("div.wide#main[class] section *", "2")]
    [InlineData("div + a", "3")]
    [InlineData("div~p", "4")]
    [InlineData("p:not([lang], section > p)", "4")]
    [InlineData(":is(section, a) :where(p)", "2")]
    [InlineData("p:first-child:last-child", "2")]
    [InlineData("p:only-child", "2")]
    [InlineData("body > :nth-child(2)", "3")]
    [InlineData("body > :nth-last-child(-n+1)", "4")]
    [InlineData("p:nth-child(2 of .wide)", "4")]
    [InlineData("body > p:nth-of-type(1)", "4")]
    [InlineData("p:last-of-type:not(:only-child):not([lang])", "4")]
    [InlineData("p:has(+ section)", "1")]
    [InlineData("section:has(> p) p", "2")]
    [InlineData("div:has(section p, nothing) > p", "1")]
    [InlineData("div:not(:has(a)) ~ a", "3")]
    [InlineData("a:has(~ p)", "3")]
    [InlineData(":root a", "3")]
    public void FirstElementInThePage_IsFound(string selector, string text)
    {
        var filled = Plans.Filled(Page, new SlotMarkup("s", selector, SlotPosition.Prepend));

        Assert.Contains("{s}" + text, filled, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[data-x^='abc']")]
    [InlineData("[data-x~='']")]
    [InlineData("[data-x*='']")]
    [InlineData(".Wide")]
    [InlineData("#Main")]
    [InlineData("body > section")]
    [InlineData("p p")]
    [InlineData("section > *  > b")]
    [InlineData("a + a")]
    [InlineData("a ~ div")]
    [InlineData("p:has(*)")]
    [InlineData("p:empty")]
    [InlineData("div:has(> div p)")]
    [InlineData("[data-x='abc def' s]")]
    public void NoElement_IsMissing(string selector)
    {
        var plan = Plans.Plan("<!doctype html>" + Page, new SlotMarkup("s", selector, SlotPosition.Prepend));

        Assert.Equal([MissingSlotReason.NoElement], plan.Missing.Select(m => m.Reason));
    }

    [Fact]
    public void QuirksMode_IgnoresTheCaseOfIdsAndClasses()
    {
        var plan = Plans.Plan(Page, new SlotMarkup("s", "#MAIN.WIDE", SlotPosition.Prepend));

        Assert.Equal(1, plan.Slots.Length);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("p:hover", 2)]
    [InlineData("p + ", 5)]
    [InlineData("p ~ > a", 5)]
    [InlineData("p::before", 3)]
    [InlineData("p:not()", 7)]
    [InlineData("p:not(a", 8)]
    [InlineData("p)", 2)]
    [InlineData("p:nth-child(x)", 13)]
    [InlineData("p:nth-child(2n+)", 16)]
    [InlineData("p:nth-child(99999999999)", 13)]
    [InlineData("p:has(a:has(b))", 8)]
    [InlineData("p:first-child()", 14)]
    [InlineData(":is(:is(:is(:is(:is(:is(:is(:is(:is(a)))))))))", 33)]
    [InlineData("p >", 4)]
    [InlineData("p,", 3)]
    [InlineData("..a", 2)]
    [InlineData("#1a", 2)]
    [InlineData("[a='b]", 4)]
    [InlineData("[a=b", 5)]
    [InlineData("[a!=b]", 3)]
    [InlineData("a{b}", 2)]
    public void BadSelector_IsAProblemWithItsColumn(string selector, int column)
    {
        var problems = new List<SlotProblem>();

        var program = PageProgram.Compile([new SlotMarkup("hero", selector, SlotPosition.Inner)], problems);

        var problem = Assert.Single(problems);
        Assert.Equal(("hero", column), (problem.Slot, problem.Column));
        Assert.Contains($"'{selector}'", problem.Message, StringComparison.Ordinal);
        Assert.Empty(program.Slots);
    }

    [Fact]
    public void SlotsAroundABadOne_KeepTheirOwnSelectors()
    {
        var problems = new List<SlotProblem>();
        var program = PageProgram.Compile(
            [
                new SlotMarkup("one", "section p", SlotPosition.Append),
                new SlotMarkup("bad", "main > p:x", SlotPosition.Append),
                new SlotMarkup("two", "a", SlotPosition.Append),
            ],
            problems);

        var plan = program.CreatePlan(System.Text.Encoding.UTF8.GetBytes(Page), Plans.Html);

        Assert.Equal(["one", "two"], program.Slots.Select(s => s.Slot));
        Assert.Equal([0, 1], plan.Slots.ToArray().Select(s => s.SlotIndex));
    }

    [Fact]
    public void HundredsOfSelectors_AreFoundInOnePass()
    {
        var html = string.Concat(Enumerable.Range(0, 300).Select(i => $"<p id=n{i} class='c{i} all'>{i}</p>"));
        var slots = Enumerable.Range(0, 300)
            .Select(i => new SlotMarkup($"{i}", i % 2 == 0 ? $"#n{i}" : $"body p.c{i}", SlotPosition.Append));

        var plan = Plans.Plan(html, [.. slots]);

        Assert.Equal(Enumerable.Range(0, 300), plan.Slots.ToArray().Select(s => s.SlotIndex));
    }

    [Fact]
    public void ValueBeyondAscii_IsComparedInThePagesEncoding()
    {
        var html = System.Text.Encoding.Latin1.GetBytes("<p class=\"größe\">x</p>");
        var program = Plans.Program(new SlotMarkup("s", ".größe", SlotPosition.Append));

        Assert.Equal(1, program.CreatePlan(html, "text/html; charset=iso-8859-1").Slots.Length);
        Assert.Equal(0, program.CreatePlan(html, "text/html; charset=utf-8").Slots.Length);
    }

    [Fact]
    public void RepeatedBodyTag_AddsItsAttributes()
    {
        var filled = Plans.Filled(
            "<p>1</p><body class=late id=x><body id=y>2", new SlotMarkup("s", "body.late#x", SlotPosition.Append));

        Assert.EndsWith("2{s}", filled, StringComparison.Ordinal);
    }
}
