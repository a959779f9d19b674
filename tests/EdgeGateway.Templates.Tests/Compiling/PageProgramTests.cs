using System.Text;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests.Compiling;

public sealed class PageProgramTests
{
    private static readonly SlotMarkup End = new("end", "body", SlotPosition.Append);

    [Theory]
    [InlineData(null, "<p>x", PlanRefusal.NotHtml)]
    [InlineData("", "<p>x", PlanRefusal.NotHtml)]
    [InlineData("application/json", "<p>x", PlanRefusal.NotHtml)]
    [InlineData("application/xhtml+xml", "<html/>", PlanRefusal.NotHtml)]
    [InlineData("text/html", "<?xml version='1.0'?>\n<rss><p>x", PlanRefusal.NotHtml)]
    [InlineData("text/html", "<html amp><p>x", PlanRefusal.Amp)]
    [InlineData("text/html; charset=utf-16", "<p>x", PlanRefusal.Utf16)]
    [InlineData("text/html", "\u00FF\u00FEx", PlanRefusal.Utf16)]
    [InlineData("text/html", "<\0p\0>\0", PlanRefusal.Utf16)]
    [InlineData("text/html; charset=ISO-2022-JP", "<p>x", PlanRefusal.StatefulCharset)]
    [InlineData("text/html", "<meta charset=iso-2022-kr><p>x", PlanRefusal.StatefulCharset)]
    [InlineData("text/html", "<p>\u001B$Bx", PlanRefusal.StatefulCharset)]
    [InlineData("text/html", "<meta charset=utf-16><p>x", PlanRefusal.None)]
    [InlineData("text/html; charset=nonsense", "<p>x", PlanRefusal.None)]
    [InlineData("TEXT/HTML ; charset=\"Shift_JIS\"", "<p>x", PlanRefusal.None)]
    [InlineData("text/html;charset=IBM037", "<p>x", PlanRefusal.None)]
    public void PageOfAKind_IsReadOrRefused(string? contentType, string html, PlanRefusal refusal)
    {
        var bytes = Encoding.Latin1.GetBytes(html);

        var plan = Plans.Program(End).CreatePlan(bytes, contentType);

        Assert.Equal(refusal, plan.Refusal);
        Assert.Equal(bytes, Plans.Original(plan));
        Assert.Equal(refusal == PlanRefusal.None ? 1 : 0, plan.Slots.Length);
        Assert.Equal(refusal == PlanRefusal.None ? 0 : 1, plan.Missing.Count(m => m.Reason == MissingSlotReason.PageRefused));
    }

    [Fact]
    public void DeepNesting_IsRefusedAndQuick()
    {
        var html = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<div>", 100_000)));

        var plan = Plans.Program(End).CreatePlan(html, Plans.Html);

        Assert.Equal(PlanRefusal.TooDeep, plan.Refusal);
        Assert.Equal(html, Plans.Original(plan));
    }

    [Theory]
    [InlineData("<p><b><i>")]
    [InlineData("<a><div>")]
    [InlineData("</p></b><table><b>")]
    [InlineData("<li><dd><option><a href=x>")]
    [InlineData("<svg><desc><math><mi>")]
    [InlineData("<select><template><tr>")]
    public void HostileRepetition_EndsWithEveryByteKept(string unit)
    {
        var html = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(unit, 20_000)));

        Assert.Equal(html, Plans.Original(Plans.Program(End).CreatePlan(html, Plans.Html)));
    }

    [Fact]
    public void Facts_ComeFromTheSamePass()
    {
        var plan = Plans.Plan("""
            <!doctype html><title> Tea &amp;
              more </title><meta property="og:title" content="OG tea"><meta property=og:image content=/t.png>
            <meta name="og:description" content="Green &#252;"><link rel="alternate canonical" href="https://x.example/t?a=1&amp;b=2">
            <svg><title>no</title></svg><template><h1>no</h1></template><h1>Best <b>tea</b><script>no</script></h1><h1>no</h1>
            """);

        Assert.Equal(
            new PageFacts("Tea & more", "OG tea", "/t.png", "Green ü", "https://x.example/t?a=1&b=2", "Best tea"), plan.Facts);
    }

    [Fact]
    public void Facts_AreDecodedInThePagesEncoding()
    {
        var html = Encoding.Latin1.GetBytes("<meta charset=windows-1252><title>Größe</title>");

        Assert.Equal("Größe", Plans.Program().CreatePlan(html, Plans.Html).Facts.Title);
    }

    [Fact]
    public void Segments_AreSlicesOfThePage()
    {
        var html = Encoding.ASCII.GetBytes("<div>a</div><p>b</p>");

        var plan = Plans.Program(new SlotMarkup("s", "div", SlotPosition.Replace)).CreatePlan(html, Plans.Html);

        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(plan.Segments[1].Bytes, out var segment));
        Assert.Same(html, segment.Array);
        Assert.Equal(12, segment.Offset);
        Assert.Equal("<div>a</div>", Encoding.ASCII.GetString(plan.Slots[0].Origin.Span));
        Assert.True(plan.SizeBytes > 0);
    }
}
