using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Feeds;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.DemoShop.Tests.Gateway;

/// <summary>The demo's fragments, compiled by the gateway's own library and filled from the shop's feed.</summary>
public sealed class FragmentRenderingTests
{
    private static readonly FragmentLibrary Library = FragmentLibrary.Load(GatewayFiles.Fragments);
    private static readonly ShopCatalogue Shop = ShopCatalogue.Create();
    private static readonly string[] Feed = Encoding.UTF8.GetString(ProductFeed.Write(Shop)).TrimEnd('\n').Split('\n');

    [Fact]
    public void ProductRow_ShowsTheFeedsItems()
    {
        var row = Render("product-row", [ItemAt(0), ItemAt(900)], ("title", "Made <for> you"), ("slot", "home-row"));

        Assert.Equal("home-row", row.QuerySelector("[data-edge-slot]")?.GetAttribute("data-edge-slot"));
        Assert.Equal("Made <for> you", row.QuerySelector("h2")?.TextContent);
        Assert.Equal(
            [Shop.Products[0].Sku, Shop.Products[900].Sku],
            row.QuerySelectorAll("[data-edge-item]").Select(card => card.GetAttribute("data-edge-item")));
        var first = row.QuerySelector("a")!;
        Assert.Equal(Shop.Products[0].Url, first.GetAttribute("href"));
        Assert.Equal(Shop.Products[0].Image, first.QuerySelector("img")?.GetAttribute("src"));
        Assert.Equal(Shop.Products[0].PriceText, first.QuerySelector(".edge-card-price")?.TextContent);
        Assert.Equal(Shop.Products[0].Title, first.QuerySelector(".edge-card-title")?.TextContent);
    }

    [Theory]
    [InlineData("hero-welcome")]
    [InlineData("hero-default")]
    public void Hero_KeepsTheShopsOwnLookAndShowsItems(string name)
    {
        var hero = Render(name, [ItemAt(1), ItemAt(2), ItemAt(3)], ("slot", "hero"));

        Assert.Equal(3, hero.QuerySelectorAll("section.hero .edge-hero-items [data-edge-item]").Length);
        Assert.Single(hero.QuerySelectorAll("h1"));
    }

    [Fact]
    public void PageWithoutPicture_IsACardWithoutPicture()
    {
        var fields = new Dictionary<string, string> { ["title"] = "Page", ["url"] = "/page" };

        var row = Render(
            "page-row", [new CatalogueItem("p1", 0, 1, true, "", fields.ToFrozenDictionary())], ("title", "Seen"),
            ("slot", "recent"));

        Assert.Null(row.QuerySelector("img"));
        Assert.Equal("/page", row.QuerySelector("a")?.GetAttribute("href"));
    }

    [Theory]
    [InlineData("product-row", true)]
    [InlineData("recently-viewed", true)]
    [InlineData("page-row", true)]
    [InlineData("head", false)]
    [InlineData("consent-banner", false)]
    [InlineData("privacy-choices", false)]
    public void Frame_HasAPlaceForCardsWhereItShowsItems(string name, bool expected) =>
        Assert.Equal(expected, Library.Find(name)!.HasCards);

    private static AngleSharp.Html.Dom.IHtmlDocument Render(
        string name, CatalogueItem[] items, params (string Name, string Value)[] values)
    {
        var fragment = Library.Find(name)!;
        var frame = fragment.RenderFrame(values.ToDictionary(value => value.Name, value => value.Value));
        var html = new StringBuilder("<!doctype html><title>t</title>");
        html.Append(Encoding.UTF8.GetString(frame.Prefix.Bytes.Span));
        foreach (var item in items)
        {
            html.Append(Encoding.UTF8.GetString(fragment.RenderCard(item)));
        }

        return RunningShop.Parse(html.Append(Encoding.UTF8.GetString(frame.Suffix.Bytes.Span)).ToString());
    }

    private static CatalogueItem ItemAt(int index)
    {
        using var product = JsonDocument.Parse(Feed[index]);
        var fields = product.RootElement.EnumerateObject()
            .ToFrozenDictionary(field => field.Name, field => field.Value.ToString());
        return new CatalogueItem(fields["item"], index, (ulong)index, true, fields["category"], fields);
    }
}
