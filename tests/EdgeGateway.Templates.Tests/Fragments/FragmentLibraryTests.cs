using System.Text;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.Templates.Tests.Fragments;

public sealed class FragmentLibraryTests
{
    [Fact]
    public void FrameWithCards_IsCutWhereTheCardsGo()
    {
        using var folder = new TemplateFolder(
            ("row", "<section><h2>{{title}}</h2><ul>{{cards \"card\"}}</ul></section>"),
            ("card", "<li><a href=\"{{url link}}\">{{name}} {{price cost}}</a></li>"));
        var row = folder.Load().Find("row")!;

        var frame = row.GetFrame(new Dictionary<string, string> { ["title"] = "For <you> ü" });
        var card = row.GetCard(TemplateFolder.Item("a-1", 7, ("name", "Tea & milk"), ("cost", "1234.5"), ("link", "/p/a-1")));

        Assert.True(row.HasCards);
        Assert.Equal("<section><h2>For &lt;you&gt; &#252;</h2><ul>", Text(frame.Prefix));
        Assert.Equal("</ul></section>", Text(frame.Suffix));
        Assert.Equal("<li><a href=\"/p/a-1\">Tea &amp; milk 1,234.50</a></li>", Text(card));
    }

    [Fact]
    public void CardOfSameVersion_IsTheSameInstance()
    {
        using var folder = new TemplateFolder(("row", "{{cards \"card\"}}"), ("card", "<b>{{id}}</b>"));
        var row = folder.Load().Find("row")!;

        var first = row.GetCard(TemplateFolder.Item("x", 1));

        Assert.Same(first, row.GetCard(TemplateFolder.Item("x", 1)));
        Assert.NotSame(first, row.GetCard(TemplateFolder.Item("x", 2)));
        Assert.Equal("<b>y</b>", Text(row.GetCard(TemplateFolder.Item("y", 1))));
    }

    [Fact]
    public void FrameOfOtherValuesThatCount_IsRenderedAnew()
    {
        using var folder = new TemplateFolder(("hero", "<p>{{#if name}}Hello {{name}}{{else}}Hello{{/if}}</p>"));
        var hero = folder.Load().Find("hero")!;

        var plain = hero.GetFrame(TemplateFolder.NoValues);
        var unrelated = hero.GetFrame(new Dictionary<string, string> { ["other"] = "x" });
        var named = hero.GetFrame(new Dictionary<string, string> { ["name"] = "Ada" });

        Assert.Same(plain, unrelated);
        Assert.Equal("<p>Hello</p>", Text(plain.Prefix));
        Assert.Equal("<p>Hello Ada</p>", Text(named.Prefix));
    }

    [Fact]
    public void CachedFrameAndCards_AllocateNothing()
    {
        using var folder = new TemplateFolder(("row", "<ul>{{title}}{{cards \"card\"}}</ul>"), ("card", "<li>{{id}}</li>"));
        var row = folder.Load().Find("row")!;
        var values = new Dictionary<string, string> { ["title"] = "Now" };
        var item = TemplateFolder.Item("x", 1);
        var cards = new FragmentBytes[2];
        var warm = Choose(row, values, item, cards);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var hash = Choose(row, values, item, cards);
        for (var i = 0; i < 999; i++)
        {
            hash = Choose(row, values, item, cards);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(warm, hash);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Partial_UsesTheSameValues()
    {
        using var folder = new TemplateFolder(("outer", "<div>{{> inner}}</div>"), ("inner", "<i>{{word}}</i>"));

        var frame = folder.Load().Find("outer")!.GetFrame(new Dictionary<string, string> { ["word"] = "yes" });

        Assert.Equal("<div><i>yes</i></div>", Text(frame.Prefix));
    }

    [Fact]
    public void JsonScript_HoldsAnyValue()
    {
        using var folder = new TemplateFolder(("data", "<script type=\"application/json\">{\"name\": {{json name}} }</script>"));

        var frame = folder.Load().Find("data")!.GetFrame(new Dictionary<string, string> { ["name"] = "</script><b>\"ü\u2028" });

        Assert.Equal(
            "<script type=\"application/json\">{\"name\": \"\\u003C/script\\u003E\\u003Cb\\u003E\\u0022\\u00FC\\u2028\" }</script>",
            Text(frame.Prefix));
    }

    [Theory]
    [InlineData("https://shop.example/a?b=c&d", "https://shop.example/a?b&#61;c&amp;d")]
    [InlineData("/p/1#x:y", "/p/1#x:y")]
    [InlineData("HTTP://a", "HTTP://a")]
    [InlineData("//cdn.example/x.png", "//cdn.example/x.png")]
    [InlineData("javascript:alert(1)", "")]
    [InlineData(" \u0001javascript:alert(1)", "")]
    [InlineData("java\tscript:alert(1)", "")]
    [InlineData("data:text/html,x", "")]
    [InlineData("vbscript:x", "")]
    public void Url_LetsOnlyHttpHttpsAndRelativeThrough(string value, string expected)
    {
        using var folder = new TemplateFolder(("link", "<a href=\"{{url to}}\">x</a>"));

        var frame = folder.Load().Find("link")!.GetFrame(new Dictionary<string, string> { ["to"] = value });

        Assert.Equal($"<a href=\"{expected}\">x</a>", Text(frame.Prefix));
    }

    [Theory]
    [InlineData("{{number n}}", "1234567.891", "1,234,567.891")]
    [InlineData("{{number n digits=0}}", "1234567.891", "1,234,568")]
    [InlineData("{{price n}}", "9", "9.00")]
    [InlineData("{{price n point=\",\" group=\".\"}}", "1234.5", "1.234,50")]
    [InlineData("{{price n}}", "on <request>", "on &lt;request&gt;")]
    public void Numbers_AreFormatted(string template, string value, string expected)
    {
        using var folder = new TemplateFolder(("n", template));

        var frame = folder.Load().Find("n")!.GetFrame(new Dictionary<string, string> { ["n"] = value });

        Assert.Equal(expected, Text(frame.Prefix));
    }

    private static ulong Choose(
        Fragment row, Dictionary<string, string> values, Primitives.Catalogue.CatalogueItem item, FragmentBytes[] cards)
    {
        cards[0] = row.GetCard(item);
        cards[1] = row.GetCard(item);
        return new SlotContent(row.GetFrame(values), cards, 2).Hash;
    }

    private static string Text(FragmentBytes bytes) => Encoding.ASCII.GetString(bytes.Bytes.Span);
}
