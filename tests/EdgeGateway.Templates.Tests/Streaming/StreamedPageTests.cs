using System.Text;
using EdgeGateway.Primitives.Buffers;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Slots;
using EdgeGateway.Templates.Streaming;
using EdgeGateway.TestKit;

namespace EdgeGateway.Templates.Tests.Streaming;

/// <summary>Pages that are filled while they pass: the same result as from a stored page, however the bytes are cut.</summary>
public sealed class StreamedPageTests
{
    private static readonly SlotPosition[] Positions = Enum.GetValues<SlotPosition>();

    private const string Page = """
        <!doctype html><html><head><title>Shop &lt;p id=a></title><style>p > b {}</style></head><body class="x y">
        <!-- <p id=a>no</p> --><script>if (a < b) document.write("<p id=a></p>");</script>
        <section class=hero><h1>One</h1><p id=a>first<p>second <b>bold</b></section>
        <ul><li>1<li id=b>2<li>3</ul><table><tr><td id=c>cell</table><textarea><p id=a></textarea><br id=d>
        <svg><desc><p id=e>in svg</p></desc></svg></body></html>
        """;

    [Fact]
    public void EveryCut_GivesThePageThatAStoredOneGives()
    {
        foreach (var selector in new[] { "#a", "#b", "#c", "#d", "#e", "section.hero", "h1", "li:nth-child(2)", "li + li", "h1 ~ p", "body > ul", ".y .hero > h1" })
        {
            foreach (var position in Positions)
            {
                var slot = new SlotMarkup("s", selector, position) { Attribute = position == SlotPosition.Attribute ? "id" : null };
                var expected = Plans.Filled(Page, slot);
                foreach (var length in new[] { 1, 2, 3, 7, 64, 1000, 20_000 })
                {
                    Assert.Equal((selector, position, length, expected), (selector, position, length, Streams.Pass(Page, length, slot)));
                }
            }
        }
    }

    [Theory]
    [InlineData("p:nth-last-of-type(1)")]
    [InlineData("li:first-of-type")]
    [InlineData("section:has(p)")]
    [InlineData("ul:not(:nth-of-type(2))")]
    [InlineData("li:last-child")]
    public void SelectorThatLooksAhead_DoesNotDisturbTheOthers(string selector)
    {
        SlotMarkup[] slots = [new("ahead", selector, SlotPosition.After), new("inner", "section", SlotPosition.Inner)];

        Assert.Equal(Plans.FilledOnly(["inner"], Page, slots), Streams.Pass(Page, 7, slots));
    }

    [Fact]
    public void SlotsTogether_ComeWhereTheyComeInAStoredPage()
    {
        SlotMarkup[] slots =
        [
            new("before", "section", SlotPosition.Before), new("prepend", "section", SlotPosition.Prepend), new("inner", "h1", SlotPosition.Inner),
            new("replace", "#a", SlotPosition.Replace), new("append", "section", SlotPosition.Append), new("after", "section", SlotPosition.After),
            new("last", "body", SlotPosition.Append), new("head", "head", SlotPosition.Append),
        ];

        Assert.Equal(Plans.Filled(Page, slots), Streams.Pass(Page, 5, slots));
    }

    [Fact]
    public void SlotInsideAReplacedOne_IsNotAsked()
    {
        var asked = new List<int>();
        var program = Plans.Program(new("outer", "section", SlotPosition.Inner), new("inner", "h1", SlotPosition.Inner));

        var (output, missing) = Streams.Pass(program, Encoding.UTF8.GetBytes(Page), () => 10, new Recording(asked));

        Assert.Equal([0], asked);
        Assert.DoesNotContain("<h1>", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
        Assert.Equal("inner", Assert.Single(missing).Slot);
    }

    [Fact]
    public void SlotForAllElements_TakesEach()
    {
        SlotMarkup[] slots = [new("all", "li", SlotPosition.Prepend) { MatchesAll = true }, new("first", "p", SlotPosition.Before)];

        Assert.Equal(Plans.Filled(Page, slots), Streams.Pass(Page, 6, slots));
    }

    [Fact]
    public void MarkerAttribute_IsFoundAndMarkerCommentAndTextAreMissingByName()
    {
        const string html = "<body><div data-edge-slot=m>old</div><!--edge:slot n-->old<!--/edge:slot--><p>Read more</p></body>";
        var program = Plans.Program(
            new SlotMarkup("m", "", SlotPosition.Inner) { Marker = "m" }, new SlotMarkup("n", "", SlotPosition.Inner) { Marker = "n" },
            new SlotMarkup("t", "", SlotPosition.Inner) { WithText = "Read more" });

        var (output, missing) = Streams.Pass(program, Encoding.UTF8.GetBytes(html), () => 5);

        Assert.Equal(html.Replace("=m>old<", "=m>{m}<", StringComparison.Ordinal), Encoding.UTF8.GetString(output));
        Assert.Equal([("n", MissingSlotReason.Streaming), ("t", MissingSlotReason.Streaming)], missing.Select(slot => (slot.Slot, slot.Reason)));
    }

    [Theory]
    [InlineData("li:last-child")]
    [InlineData("section:has(h1)")]
    [InlineData("p:nth-of-type(2)")]
    [InlineData("p:empty")]
    public void SelectorThatLooksAhead_IsMissingByName(string selector)
    {
        var (output, missing) = Streams.Pass(
            Plans.Program(new SlotMarkup("s", selector, SlotPosition.Before)), Encoding.UTF8.GetBytes(Page), () => 100);

        Assert.Equal(Page, Encoding.UTF8.GetString(output));
        Assert.Equal(MissingSlotReason.Streaming, Assert.Single(missing).Reason);
    }

    [DataTheory("pages")]
    [InlineData("readability")]
    [InlineData("products")]
    [InlineData("difficult")]
    public void RealPages_PassByteForByteAtRandomCuts(string folder)
    {
        var random = new Random(131);
        var program = Plans.Program(new("a", "div", SlotPosition.Replace), new("b", "p", SlotPosition.Inner), new("c", "body", SlotPosition.Append));
        foreach (var (name, html) in RealPages.In(folder))
        {
            var (output, _) = Streams.Pass(program, html, () => random.Next(1, 5000), new Streams.Nothing());

            Assert.True(html.AsSpan().SequenceEqual(output), name);
        }
    }

    [DataTheory("pages")]
    [InlineData("readability", 0.98)]
    [InlineData("products", 0.98)]
    [InlineData("difficult", 0.95)]
    public void RealPages_AreFilledAsStoredOnes(string folder, double atLeast)
    {
        var random = new Random(132);
        var (same, all) = (0, 0);
        var different = new List<string>();
        foreach (var (name, html) in RealPages.In(folder))
        {
            foreach (var (selector, position) in new[] { ("h1", SlotPosition.Before), ("h1", SlotPosition.Inner), ("ul", SlotPosition.Replace), ("main", SlotPosition.Prepend), ("footer", SlotPosition.After), ("div > div", SlotPosition.Append), ("head", SlotPosition.Append) })
            {
                var program = Plans.Program(new SlotMarkup("s", selector, position));
                var plan = program.CreatePlan(html, "text/html; charset=utf-8");
                var contents = new SlotContent[plan.Slots.Length];
                Array.Fill(contents, Plans.Content("{s}"));
                var (output, _) = Streams.Pass(program, html, () => random.Next(1, 20_000));
                all++;
                if (output.AsSpan().SequenceEqual(Plans.Assemble(plan, contents)))
                {
                    same++;
                }
                else
                {
                    different.Add($"{name} {selector} {position}");
                }
            }
        }

        Assert.True(same >= all * atLeast, $"{same} of {all}; {string.Join(", ", different.Take(20))}");
    }

    [Fact]
    public void LargeDataUrlsAndScripts_PassInBoundedMemory()
    {
        var html = Encoding.ASCII.GetBytes(
            $"<html><body><img src=\"data:image/png;base64,{new string('A', 10_000_000)}\" class=big><script>var x = '{new string('b', 300_000)}'</script>"
            + $"<!-- {new string('-', 200_000)} --><style>{new string('c', 100_000)}</style>{new string('d', 200_000)}<p id=a>old</p></body></html>");
        var program = Plans.Program(new SlotMarkup("s", "#a", SlotPosition.Inner));
        using var page = program.CreateStream("text/html; charset=utf-8", new Streams.Named(program));
        using var output = new PooledBufferWriter(html.Length + 100);
        var (held, sent) = (0, 0);
        for (var at = 0; at < html.Length; at += 8000)
        {
            var piece = html.AsSpan(at, Math.Min(8000, html.Length - at));
            page.Write(piece, output);
            sent += piece.Length;
            held = Math.Max(held, sent - output.WrittenCount);
        }

        page.Complete(output);

        Assert.Equal(Encoding.ASCII.GetString(html).Replace(">old<", ">{s}<", StringComparison.Ordinal), Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.False(page.IsPassing);
        Assert.InRange(held, 0, 64 << 10);
    }

    [Fact]
    public void EndlessSiblings_AreForgotten()
    {
        var program = Plans.Program(new SlotMarkup("s", "p + p.last", SlotPosition.Inner));
        using var page = program.CreateStream("text/html; charset=utf-8", new Streams.Named(program));
        using var output = new PooledBufferWriter(1 << 16);
        var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<p class=x>text <b>bold</b></p>\n", 100)));
        page.Write("<html><body>"u8, output);
        page.Write(piece, output);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 3000; i++)
        {
            output.Clear();
            page.Write(piece, output);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
        output.Clear();
        page.Write("<p class=last>"u8, output);
        page.Complete(output);
        Assert.Equal("<p class=last>{s}", Encoding.ASCII.GetString(output.WrittenSpan).TrimStart());
    }

    [Theory]
    [InlineData("<script>", "<!--", "<script>", "</script><p id=a>--></script>")]
    [InlineData("<script>", "<!-->", "<script>", "</script>")]
    [InlineData("<script><!--<script>", "</script>", "</script>", "")]
    [InlineData("<style>", "<!-- </styl", "</styles>", "</style >")]
    [InlineData("<textarea>", "</textarea", " x='", "' ></textarea>")]
    public void LargeRawText_EndsWhereAStoredPageEndsIt(params string[] parts)
    {
        var html = $"<html><body>{parts[0]}{new string('x', 60_000)}{parts[1]}{new string('y', 60_000)}{parts[2]}{parts[3]}<p id=a>real</p>";
        var slot = new SlotMarkup("s", "#a", SlotPosition.Inner);

        foreach (var length in new[] { 1, 4000, 200_000 })
        {
            Assert.Equal(Plans.Filled(html, slot), Streams.Pass(html, length, slot));
        }
    }

    [Theory]
    [InlineData("<td class='", "'>")]
    [InlineData("<td ", ">")]
    [InlineData("<td x-", ">")]
    [InlineData("<!--", "-->")]
    [InlineData("<x-", ">")]
    [InlineData("<script>", "<!--</script>")]
    [InlineData("<!doctype ", ">")]
    public void TokenAsLongAsWhatIsHeld_IsTheSameHoweverItIsCut(string start, string end)
    {
        SlotMarkup[] slots =
        [
            new("1", "table *", SlotPosition.Replace) { MatchesAll = true }, new("2", "td, p", SlotPosition.After) { MatchesAll = true },
        ];
        foreach (var length in new[] { 24_400, 24_570, 24_575, 24_576, 24_577, 24_600, 28_000, 32_768, 33_000 })
        {
            var html = $"<p>one<table><tr>{start}{new string('x', length - start.Length - end.Length)}{end}<p>two</table><p>three";
            var whole = Streams.Pass(html, html.Length, slots);
            foreach (var cut in new[] { 1, 7, 8192, 24_576 })
            {
                Assert.Equal((length, cut, whole), (length, cut, Streams.Pass(html, cut, slots)));
            }
        }
    }

    [Theory]
    [InlineData("<p>a</p><div id=a>x<textarea>y <p>z")]
    [InlineData("<p>a</p><div id=a><table><tr><td>y<script>z")]
    [InlineData("<p>a</p><div id=a>x<a href=\"never")]
    [InlineData("<p>a</p><div id=a>x<!-- never")]
    public void ReplacedElementThatNeverEnds_TakesTheRestHoweverItIsCut(string html)
    {
        foreach (var length in new[] { 1, 3, 8, 1000 })
        {
            Assert.Equal("<p>a</p>{s}", Streams.Pass(html, length, new SlotMarkup("s", "#a", SlotPosition.Replace)));
            Assert.Equal("<p>a</p><div id=a>{s}", Streams.Pass(html, length, new SlotMarkup("s", "#a", SlotPosition.Inner)));
        }
    }

    [Fact]
    public void FailureInside_LetsTheRestPassUnchanged()
    {
        var program = Plans.Program(new("a", "h1", SlotPosition.Inner), new("b", "#b", SlotPosition.Inner));

        var (output, _) = Streams.Pass(program, Encoding.UTF8.GetBytes(Page), () => 9, new Failing());

        Assert.Equal(Page.Replace(">One<", ">{a}<", StringComparison.Ordinal), Encoding.UTF8.GetString(output));
    }

    [Theory]
    [InlineData("<html amp><body><p id=a>x</p>")]
    [InlineData("<rss><p id=a>x</p>")]
    [InlineData("\u0000<\u0000p id=a>")]
    public void PageThatIsLeftAlone_Passes(string html) =>
        Assert.Equal(html, Streams.Pass(html, 3, new SlotMarkup("s", "#a", SlotPosition.Inner)));

    [Fact]
    public void EndlessNestingAndAttributes_Pass()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "<p id=a>x</p>";
        var wide = $"<p {string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i} "))}id=a>x</p>";

        Assert.Equal(deep, Streams.Pass(deep, 3000, new SlotMarkup("s", "#a", SlotPosition.Inner)));
        Assert.Equal(wide, Streams.Pass(wide, 3000, new SlotMarkup("s", "#a", SlotPosition.Inner)));
    }

    [Fact]
    public void FirstBytes_LeaveBeforeThePageIsThere()
    {
        var program = Plans.Program(new SlotMarkup("s", "#a", SlotPosition.Inner));
        using var page = program.CreateStream("text/html; charset=utf-8", new Streams.Named(program));
        using var output = new PooledBufferWriter();

        page.Write("<html><body><h1>Shop</h1><p id=a>"u8, output);

        Assert.Equal("<html><body><h1>Shop</h1><p id=a>{s}", Encoding.ASCII.GetString(output.WrittenSpan));
    }

    private sealed class Recording(List<int> asked) : IStreamedSlots
    {
        public SlotContent Fill(int slotIndex)
        {
            asked.Add(slotIndex);
            return Plans.Content("new");
        }
    }

    private sealed class Failing : IStreamedSlots
    {
        public SlotContent Fill(int slotIndex) =>
            slotIndex == 0 ? Plans.Content("{a}") : throw new InvalidOperationException("no content");
    }
}
