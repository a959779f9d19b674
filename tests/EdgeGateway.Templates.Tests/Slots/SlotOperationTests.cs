using System.Text;
using AngleSharp.Dom;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.TestKit;
using static EdgeGateway.Templates.Slots.SlotPosition;

namespace EdgeGateway.Templates.Tests.Slots;

public sealed class SlotOperationTests
{
    [Theory]
    [InlineData("<a href=\"/x\" id=i>t</a>", "<a href=\"v\" id=i>t</a>", "<a id=i>t</a>")]
    [InlineData("<a id=i href='/x'>t</a>", "<a id=i href=\"v\">t</a>", "<a id=i>t</a>")]
    [InlineData("<a id=i href=/x/>t</a>", "<a id=i href=\"v\">t</a>", "<a id=i>t</a>")]
    [InlineData("<a id=i HREF>t</a>", "<a id=i href=\"v\">t</a>", "<a id=i>t</a>")]
    [InlineData("<a id=i href = '/x' class=c>t</a>", "<a id=i href=\"v\" class=c>t</a>", "<a id=i class=c>t</a>")]
    [InlineData("<a id='i'href=\"/x\"class=c>t</a>", "<a id='i' href=\"v\"class=c>t</a>", "<a id='i'class=c>t</a>")]
    [InlineData("<a id=i href=1 href=2>t</a>", "<a id=i href=\"v\" href=2>t</a>", "<a id=i href=2>t</a>")]
    [InlineData("<a id=i>t</a>", "<a href=\"v\" id=i>t</a>", "<a id=i>t</a>")]
    [InlineData("<img id=i />", "<img href=\"v\" id=i />", "<img id=i />")]
    [InlineData("<br id=\"i\"/>", "<br href=\"v\" id=\"i\"/>", "<br id=\"i\"/>")]
    [InlineData("<svg><a id=\"i\"/href=x>t</a></svg>", "<svg><a id=\"i\" href=\"v\">t</a></svg>", "<svg><a id=\"i\">t</a></svg>")]
    [InlineData("<b id=i>x<div>y</b>z</div>", "<b href=\"v\" id=i>x<div>y</b>z</div>", "<b id=i>x<div>y</b>z</div>")]
    [InlineData("<textarea id=i>", "<textarea href=\"v\" id=i>", "<textarea id=i>")]
    public void Attribute_IsSetAndRemovedInItsTag(string html, string set, string removed)
    {
        Assert.Equal(set, Changed(html, "v", SlotPosition.Attribute, "href"));
        Assert.Equal(removed, Changed(html, null, SlotPosition.Attribute, "href"));
    }

    [Fact]
    public void AttributeValue_IsEscapedForItsQuotes() =>
        Assert.Equal(
            "<a title=\"&quot; onload&#61;x &amp;lt; &#228; &lt;/a&gt;\" id=i>t</a>",
            Changed("<a id=i>t</a>", "\" onload=x &lt; ä </a>", SlotPosition.Attribute, "title"));

    [Theory]
    [InlineData("onclick", "event handler")]
    [InlineData("style", "more than text")]
    [InlineData("srcdoc", "more than text")]
    [InlineData("a b", "must be")]
    [InlineData("", "must be")]
    [InlineData("A", "must be")]
    [InlineData("1a", "must be")]
    [InlineData("href", null)]
    [InlineData("data-x.y:z", null)]
    public void AttributeName_IsRefusedWhereItIsNoText(string name, string? reason)
    {
        var refusal = SlotText.RefuseAttribute(name);

        Assert.Equal(reason is null, refusal is null);
        Assert.Contains(reason ?? string.Empty, refusal ?? string.Empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("href", "javascript:alert(1)", false)]
    [InlineData("href", " JaVa\tscript:alert(1)", false)]
    [InlineData("action", "data:text/html,x", false)]
    [InlineData("href", "/sale?a=1#b", true)]
    [InlineData("src", "https://cdn.example/x.png", true)]
    [InlineData("href", "", true)]
    [InlineData("title", "javascript:alert(1)", true)]
    public void AddressInAnAttribute_IsHttpOrRelative(string name, string value, bool isAccepted) =>
        Assert.Equal(isAccepted, SlotText.RefuseValue(name, value) is null);

    [Theory]
    [InlineData("<h1 id=i>old <b>x</b></h1>", "<h1 id=i>a &lt; b</h1>")]
    [InlineData("<title id=i>old</title>", "<title id=i>a &lt; b</title>")]
    [InlineData("<textarea id=i>old</textarea>", "<textarea id=i>a &lt; b</textarea>")]
    public void Text_TakesTheContentsPlaceAsText(string html, string expected) =>
        Assert.Equal(expected, Changed(html, "a < b", SlotPosition.Text));

    [Theory]
    [InlineData("<script id=i>1</script>", MissingSlotReason.RawText)]
    [InlineData("<style id=i>1</style>", MissingSlotReason.RawText)]
    [InlineData("<br id=i>", MissingSlotReason.VoidElement)]
    [InlineData("<svg><title id=i>x</title></svg>", MissingSlotReason.Foreign)]
    public void TextWhereNoneBelongs_IsLeftOut(string html, MissingSlotReason reason) =>
        Assert.Equal([reason], Plans.Plan(html, new SlotMarkup("s", "#i", SlotPosition.Text)).Missing.Select(m => m.Reason));

    [Fact]
    public void AttributeOfAnImpliedElement_IsLeftOut() =>
        Assert.Equal(
            [MissingSlotReason.NoStartTag],
            Plans.Plan("<p>x", new SlotMarkup("s", "body", SlotPosition.Attribute) { Attribute = "class" }).Missing.Select(m => m.Reason));

    [Fact]
    public void SeveralAttributesAndPlacesOfOneElement_AllWork()
    {
        const string Html = "<div><p id=i class=c>x</p></div>";
        var slots = new[]
        {
            new SlotMarkup("1", "#i", SlotPosition.Attribute) { Attribute = "class" },
            new SlotMarkup("2", "#i", SlotPosition.Attribute) { Attribute = "title" },
            new SlotMarkup("3", "#i", SlotPosition.Attribute) { Attribute = "lang" },
            new SlotMarkup("4", "#i", Inner),
            new SlotMarkup("5", "div", Replace),
            new SlotMarkup("6", "#i", SlotPosition.Attribute) { Attribute = "class" },
        };

        Assert.Equal("<div><p{2}{3} id=i{1}>{4}</p></div>", Plans.FilledOnly(["1", "2", "3", "4"], Html, slots));
        Assert.Equal("{5}", Plans.Filled(Html, slots));
        var missing = Assert.Single(Plans.Plan(Html, slots).Missing);
        Assert.Equal(("6", MissingSlotReason.SameElement), (missing.Slot, missing.Reason));
    }

    [Fact]
    public void MatchAll_FillsEveryElementUpToTheLimit()
    {
        var html = string.Concat(Enumerable.Range(0, 40).Select(i => $"<p>{i}</p>"));

        var plan = Plans.Plan(html, new SlotMarkup("s", "p:nth-child(n+3)", Prepend) { MatchesAll = true });

        Assert.Equal(SlotMarkup.MaxMatches, plan.Slots.Length);
        Assert.Equal(html.IndexOf("<p>2", StringComparison.Ordinal) + 3, plan.Slots[0].Start);
        Assert.Empty(plan.Missing);
    }

    [Fact]
    public void MatchAll_LeavesOutOnlyElementsThatCannotTakeIt()
    {
        var plan = Plans.Plan("<i class=a>x</i><br class=a><p class=a>y</p>", new SlotMarkup("s", ".a", Append) { MatchesAll = true });

        Assert.Equal([12, 40], plan.Slots.ToArray().Select(s => s.Start));
        Assert.Empty(plan.Missing);
    }

    [Theory]
    [InlineData("<h2>Hot</h2><h2> Related\n products </h2>", "<h2>Hot</h2>{s}<h2> Related\n products </h2>")]
    [InlineData("<h2>Related <b>pro</b>ducts</h2>", "{s}<h2>Related <b>pro</b>ducts</h2>")]
    [InlineData("<h2>Related</h2><h2><!-- x -->Related&#32;products<script>1</script></h2>",
        "<h2>Related</h2>{s}<h2><!-- x -->Related&#32;products<script>1</script></h2>")]
    [InlineData("<h2>Related products (2)</h2>", "<h2>Related products (2)</h2>")]
    [InlineData("<h3>Related products</h3>", "<h3>Related products</h3>")]
    public void WithText_FindsTheElementThatSaysIt(string html, string expected) =>
        Assert.Equal(expected, Plans.Filled(html, new SlotMarkup("s", "h2", Before) { WithText = "Related products" }));

    [Fact]
    public void WithTextAlone_FindsTheOutermostElementThatSaysNothingElse() =>
        Assert.Equal(
            "<div>x<p><b>Größe</b></p>{s}</div>",
            Plans.Filled("<div>x<p><b>Größe</b></p></div>", new SlotMarkup("s", string.Empty, After) { WithText = " Größe" }));

    [Fact]
    public void WithTextOnAHostilePage_EndsSoon()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 400)) + string.Concat(Enumerable.Repeat("<i> </i>", 100_000)) + "x";
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var plan = Plans.Plan(html, new SlotMarkup("s", string.Empty, After) { WithText = new string('y', 60) });

        Assert.Equal(0, plan.Slots.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [DataFact("pages/readability")]
    public void AttributeOnRealPages_ChangesThatAttributeAlone()
    {
        var program = Plans.Program(new SlotMarkup("s", "a[href]", SlotPosition.Attribute) { Attribute = "href", MatchesAll = true });
        var content = new SlotContent(SlotText.Render("/new?a=1&b=2", "href"));
        foreach (var (name, html) in RealPages.In("readability").Where(p => p.Html.Length < 300_000))
        {
            var plan = program.CreatePlan(html, Plans.Html);
            if (plan.Slots.Length == 0)
            {
                continue;
            }

            var changed = Oracle.Parse(Plans.Assemble(plan, [.. Enumerable.Repeat(content, plan.Slots.Length)]));
            var before = Oracle.Parse(html);
            Assert.Equal(before.All.Length, changed.All.Length);
            var expected = before.QuerySelectorAll("a[href]").Take(plan.Slots.Length).ToList();
            expected.ForEach(static e => e.SetAttribute("href", "/new?a=1&b=2"));
            Assert.True(Attributes(before).SequenceEqual(Attributes(changed)), name);
        }
    }

    private static IEnumerable<string> Attributes(IDocument document) => document.All.Select(e =>
        e.LocalName + " " + string.Join(' ', e.Attributes.Select(a => $"{a.Name}={a.Value}").Order(StringComparer.Ordinal)));

    private static string Changed(string html, string? text, SlotPosition position, string? attribute = null)
    {
        var plan = Plans.Plan(html, new SlotMarkup("s", "#i", position) { Attribute = attribute });
        Assert.Empty(plan.Missing);
        Assert.Equal(html, Encoding.UTF8.GetString(Plans.Original(plan)));
        return Encoding.UTF8.GetString(Plans.Assemble(plan, [new SlotContent(SlotText.Render(text, attribute))]));
    }
}
