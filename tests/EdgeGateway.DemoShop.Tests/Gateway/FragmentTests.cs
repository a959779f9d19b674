using AngleSharp.Html.Parser;

namespace EdgeGateway.DemoShop.Tests.Gateway;

public sealed class FragmentTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(GatewayFiles.Fragments, "*.hbs").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fragment_EscapesEverythingAndRunsNothingInline(string name)
    {
        var text = GatewayFiles.ReadFragment(name);

        Assert.DoesNotContain("{{{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{&", text, StringComparison.Ordinal);
        var body = new HtmlParser().ParseDocument($"<!doctype html><title>t</title>{text}");
        Assert.Empty(body.QuerySelectorAll("[style], [onclick], [onload], [onerror], style, script:not([src])"));
        Assert.All(body.QuerySelectorAll("[src], [href]"), element =>
            Assert.Matches("^(/|#|\\{\\{url )", element.GetAttribute("src") ?? element.GetAttribute("href")));
    }

    [Fact]
    public void Banner_AsksFairly()
    {
        var banner = new HtmlParser()
            .ParseDocument(GatewayFiles.ReadFragment("consent-banner"))
            .QuerySelector("[data-edge-banner]")!;

        Assert.True(banner.HasAttribute("hidden"));
        Assert.Equal(
            ["necessary", "all", "custom"],
            banner.QuerySelectorAll("button").Select(button => button.GetAttribute("data-edge-consent")));
        // A box that is ticked beforehand is no consent (Court of Justice of the EU, C-673/17).
        Assert.Empty(banner.QuerySelectorAll("input[checked]"));
        Assert.Equal(
            ["analytics", "marketing", "personalisation"],
            banner.QuerySelectorAll("input").Select(box => box.GetAttribute("name")!).Order());
    }

    [Fact]
    public void Script_StaysSmall() =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(GatewayFiles.ReadAsset("client.js")), 1, 3000);
}
