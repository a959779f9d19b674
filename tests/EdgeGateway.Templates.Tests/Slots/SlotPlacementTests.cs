using EdgeGateway.Templates.Slots;
using static EdgeGateway.Templates.Slots.SlotPosition;

namespace EdgeGateway.Templates.Tests.Slots;

public sealed class SlotPlacementTests
{
    [Theory]
    [InlineData(Before, "<ul>{s}<li id=a>x</li><li>y</ul>")]
    [InlineData(After, "<ul><li id=a>x</li>{s}<li>y</ul>")]
    [InlineData(Prepend, "<ul><li id=a>{s}x</li><li>y</ul>")]
    [InlineData(Append, "<ul><li id=a>x{s}</li><li>y</ul>")]
    [InlineData(Inner, "<ul><li id=a>{s}</li><li>y</ul>")]
    [InlineData(Replace, "<ul>{s}<li>y</ul>")]
    public void Position_DecidesThePlace(SlotPosition position, string expected) =>
        Assert.Equal(expected, Plans.Filled("<ul><li id=a>x</li><li>y</ul>", new SlotMarkup("s", "#a", position)));

    [Theory]
    [InlineData("<p id=a>x<p>y", "<p id=a>x{s}<p>y")]
    [InlineData("<p id=a>x<div>y</div>", "<p id=a>x{s}<div>y</div>")]
    [InlineData("<table><tr><td id=a>x<td>y</table>", "<table><tr><td id=a>x{s}<td>y</table>")]
    [InlineData("<table><tr id=a><td>x<tr><td>y</table>", "<table><tr id=a><td>x{s}<tr><td>y</table>")]
    [InlineData("<div><b id=a>x</div>", "<div><b id=a>x{s}</div>")]
    [InlineData("<dl><dt id=a>x<dd>y</dl>", "<dl><dt id=a>x{s}<dd>y</dl>")]
    [InlineData("<select><option id=a>x<option>y</select>", "<select><option id=a>x{s}<option>y</select>")]
    [InlineData("<div id=a>x", "<div id=a>x{s}")]
    [InlineData("<div id=a>x<!-- y", "<div id=a>x{s}<!-- y")]
    [InlineData("<div id=a>x<script>y", "<div id=a>x{s}<script>y")]
    [InlineData("<div id=a>x<br class=\"", "<div id=a>x{s}<br class=\"")]
    public void ImpliedEnd_IsWhereABrowserEndsTheElement(string html, string expected) =>
        Assert.Equal(expected, Plans.Filled(html, new SlotMarkup("s", "#a", Append)));

    [Theory]
    [InlineData("<body><p>x</body></html>", "<body><p>x{s}</body></html>")]
    [InlineData("<p>x", "<p>x{s}")]
    [InlineData("", "{s}")]
    [InlineData("<body>x", "<body>x{s}")]
    [InlineData("<title>t</title>", "<title>t</title>{s}")]
    [InlineData("<body>x</body><p>y</p></body></html>\n", "<body>x</body><p>y</p>{s}</body></html>\n")]
    [InlineData("<body>x</body></html><p>late", "<body>x</body></html><p>late{s}")]
    [InlineData("<body>x</body><script>1</script></html>", "<body>x{s}</body><script>1</script></html>")]
    [InlineData("<body>x<script>'</body>'</script>y</html>", "<body>x<script>'</body>'</script>y{s}</html>")]
    [InlineData("<body>x<!-- </body> -->y</body>", "<body>x<!-- </body> -->y{s}</body>")]
    [InlineData("<body>x<textarea></body>", "<body>x{s}<textarea></body>")]
    [InlineData("<body><div>x</body>", "<body><div>x{s}</body>")]
    [InlineData("x</", "x{s}</")]
    public void AppendToBody_ComesLastOnTheScreen(string html, string expected) =>
        Assert.Equal(expected, Plans.Filled(html, new SlotMarkup("s", "body", Append)));

    [Fact]
    public void SeveralSlotsOnOneElement_ComeInDocumentThenDefinitionOrder()
    {
        var filled = Plans.Filled(
            "<div><p id=a>x</p></div>",
            new SlotMarkup("1", "#a", After),
            new SlotMarkup("2", "#a", Append),
            new SlotMarkup("3", "#a", Before),
            new SlotMarkup("4", "#a", Before),
            new SlotMarkup("5", "#a", Prepend),
            new SlotMarkup("6", "#a", Inner),
            new SlotMarkup("7", "div", Append),
            new SlotMarkup("8", "div", Prepend));

        Assert.Equal("<div>{8}{3}{4}<p id=a>{5}{6}{2}</p>{1}{7}</div>", filled);
    }

    [Fact]
    public void EmptyUnclosedElements_KeepTheOrderOfTheirSlots()
    {
        var filled = Plans.Filled(
            "<p id=a><p id=b>",
            new SlotMarkup("1", "#b", Before),
            new SlotMarkup("2", "#a", After),
            new SlotMarkup("3", "#a", Append),
            new SlotMarkup("4", "#a", Prepend));

        Assert.Equal("<p id=a>{4}{3}{2}{1}<p id=b>", filled);
    }

    [Theory]
    [InlineData("outer", "<main>{outer}</main><b>y</b>")]
    [InlineData("middle", "<main>1{middle}2</main><b>y</b>")]
    [InlineData("inside", "<main>1<p id=a>{inside}x</p>2</main><b>y</b>")]
    [InlineData("inside,beside", "<main>1<p id=a>{inside}x</p>2</main>{beside}<b>y</b>")]
    [InlineData("inside,outer,beside", "<main>{outer}</main>{beside}<b>y</b>")]
    [InlineData("", "<main>1<p id=a>x</p>2</main><b>y</b>")]
    public void OuterSlotThatIsFilled_HidesTheInner(string filled, string expected) =>
        Assert.Equal(expected, Plans.FilledOnly(
            filled.Split(','),
            "<main>1<p id=a>x</p>2</main><b>y</b>",
            new SlotMarkup("inside", "#a", Prepend),
            new SlotMarkup("middle", "#a", Replace),
            new SlotMarkup("outer", "main", Inner),
            new SlotMarkup("beside", "b", Before)));

    [Theory]
    [InlineData("whole,content,end", "{whole}")]
    [InlineData("content,end", "<p id=a>{content}{end}</p>")]
    [InlineData("end", "<p id=a>x{end}</p>")]
    public void ReplaceAndInnerOfOneElement_Nest(string filled, string expected) =>
        Assert.Equal(expected, Plans.FilledOnly(
            filled.Split(','),
            "<p id=a>x</p>",
            new SlotMarkup("content", "#a", Inner),
            new SlotMarkup("end", "#a", Append),
            new SlotMarkup("whole", "#a", Replace)));

    [Fact]
    public void SlotsAtTheEdgesOfAFilledSlot_StayBesideIt() =>
        Assert.Equal("{1}{2}{3}<i></i>{4}", Plans.FilledOnly(
            ["1", "2", "3", "4"],
            "<b></b><i></i>",
            new SlotMarkup("1", "b", Before),
            new SlotMarkup("2", "b", Replace),
            new SlotMarkup("3", "b", After),
            new SlotMarkup("4", "i", After)));

    [Theory]
    [InlineData(Inner)]
    [InlineData(Replace)]
    public void SecondReplacementOfTheSame_IsLeftOut(SlotPosition position)
    {
        var plan = Plans.Plan("<p id=a></p>", new SlotMarkup("one", "#a", position), new SlotMarkup("two", "p", position));

        var missing = Assert.Single(plan.Missing);
        Assert.Equal((1, "two", MissingSlotReason.SameElement), (missing.SlotIndex, missing.Slot, missing.Reason));
        Assert.Equal(1, plan.Slots.Length);
    }

    [Theory]
    [InlineData("<p>x</p>", "#none", Append, MissingSlotReason.NoElement)]
    [InlineData("<img>", "img", Inner, MissingSlotReason.VoidElement)]
    [InlineData("<br>", "br", Append, MissingSlotReason.VoidElement)]
    [InlineData("<textarea>x</textarea>", "textarea", Prepend, MissingSlotReason.RawText)]
    [InlineData("<script>x</script>", "script", Inner, MissingSlotReason.RawText)]
    [InlineData("<noscript><p>x</p></noscript>", "noscript", Append, MissingSlotReason.RawText)]
    [InlineData("<noscript><p>x</p></noscript>", "p", Append, MissingSlotReason.NoElement)]
    [InlineData("<iframe><p>x</p></iframe>", "p", Append, MissingSlotReason.NoElement)]
    [InlineData("<!-- <p>x</p> -->", "p", Append, MissingSlotReason.NoElement)]
    [InlineData("<script>'<p>x</p>'</script>", "p", Append, MissingSlotReason.NoElement)]
    [InlineData("<template><p>x</p></template>", "p", Append, MissingSlotReason.NoElement)]
    [InlineData("<template><p>x</p></template>", "template", Append, MissingSlotReason.Inert)]
    [InlineData("<svg><g id=a></g></svg>", "#a", Append, MissingSlotReason.Foreign)]
    [InlineData("<svg><g id=a></g></svg>", "#a", Before, MissingSlotReason.Foreign)]
    [InlineData("<svg></svg>", "svg", Inner, MissingSlotReason.Foreign)]
    [InlineData("<html><body>x", "html", Append, MissingSlotReason.Structural)]
    [InlineData("<html><body>x", "body", After, MissingSlotReason.Structural)]
    [InlineData("<frameset><frame></frameset>", "frame", Before, MissingSlotReason.Structural)]
    [InlineData("<frameset><frame></frameset>", "body", Append, MissingSlotReason.NoElement)]
    [InlineData("<b id=a>x<div>y</b>z</div>", "#a", Replace, MissingSlotReason.Misnested)]
    [InlineData("x<textarea>y", "textarea", After, MissingSlotReason.Unfinished)]
    public void PlaceThatCannotBe_IsMissingWithItsReason(
        string html, string selector, SlotPosition position, MissingSlotReason reason)
    {
        var plan = Plans.Plan(html, new SlotMarkup("s", selector, position));

        var missing = Assert.Single(plan.Missing);
        Assert.Equal(reason, missing.Reason);
        Assert.Equal(0, plan.Slots.Length);
        Assert.EndsWith(".", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<svg class=a></svg>", ".a", Before, "{s}<svg class=a></svg>")]
    [InlineData("<svg><foreignObject><p>x</p></foreignObject></svg>", "p", Append,
        "<svg><foreignObject><p>x{s}</p></foreignObject></svg>")]
    [InlineData("<b id=a>x<div>y</b>z</div>", "#a", Before, "{s}<b id=a>x<div>y</b>z</div>")]
    [InlineData("<title>t</title><p>x", "body", Prepend, "<title>t</title>{s}<p>x")]
    [InlineData("<table><tr><td>x</table>", "tbody", Prepend, "<table>{s}<tr><td>x</table>")]
    public void UnusualPlaces_AreUsed(string html, string selector, SlotPosition position, string expected) =>
        Assert.Equal(expected, Plans.Filled(html, new SlotMarkup("s", selector, position)));
}
