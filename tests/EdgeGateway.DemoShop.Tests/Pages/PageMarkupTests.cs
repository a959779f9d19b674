using System.Text.Json;
using AngleSharp.Html.Parser;

namespace EdgeGateway.DemoShop.Tests.Pages;

public sealed class PageMarkupTests(RunningShop shop) : IClassFixture<RunningShop>
{
    public static TheoryData<string> Pages =>
    [
        "/", "/about", "/category/lighting", "/category/lighting?page=7", "/product/cof-1000", "/product/aud-3009",
        "/search?q=kettle", "/search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "/search", "/cart", "/order/thanks",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ParsesWithoutErrors(string path)
    {
        var problems = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, problem) => problems.Add(problem.ToString()!);

        var page = parser.ParseDocument(await shop.Client.GetStringAsync(path));

        Assert.Empty(problems);
        Assert.Equal(1, page.QuerySelectorAll("h1").Length);
        Assert.Equal(1, page.QuerySelectorAll("main").Length);
        Assert.Empty(page.QuerySelectorAll("img:not([alt]), img:not([width])"));
        Assert.Empty(
            page.QuerySelectorAll("[style], [onclick], [onerror], style, script:not([src]):not([type='application/ld+json'])"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryLinkAndPicture_LeadsSomewhereOnThisSite(string path)
    {
        var page = await shop.GetDocumentAsync(path);
        var targets = page.QuerySelectorAll("a[href], link[href]:not([rel=canonical])")
            .Select(element => element.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("img[src], script[src]").Select(element => element.GetAttribute("src")!))
            .Where(target => !target.StartsWith('#'))
            .Distinct();

        foreach (var target in targets)
        {
            Assert.StartsWith("/", target, StringComparison.Ordinal);
            using var answer = await shop.Client.GetAsync(target);
            Assert.True(answer.IsSuccessStatusCode, $"{path} links to {target}, which answers {(int)answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task CategoryPages_ShowEveryProductOnce()
    {
        var seen = new List<string>();

        for (var number = 1; number <= 7; number++)
        {
            var page = await shop.GetDocumentAsync($"/category/camping?page={number}");
            seen.AddRange(page.QuerySelectorAll("#products .card a").Select(link => link.GetAttribute("href")!));
        }

        Assert.Equal(168, seen.Count);
        Assert.Equal(168, seen.Distinct().Count());
    }

    [Fact]
    public async Task FrontPage_OffersThePlacesAGatewayFills()
    {
        var page = await shop.GetDocumentAsync("/");

        Assert.NotNull(page.QuerySelector("section.hero"));
        Assert.Equal(6, page.QuerySelectorAll("#recommendations .card").Length);
        Assert.Equal(12, page.QuerySelectorAll(".tiles li").Length);
    }

    [Fact]
    public async Task ProductPage_DescribesItselfToMachines()
    {
        var page = await shop.GetDocumentAsync("/product/cof-1000");

        using var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var title = page.QuerySelector("h1")!.TextContent;
        Assert.Equal(title, data.RootElement.GetProperty("name").GetString());
        Assert.Equal("cof-1000", data.RootElement.GetProperty("sku").GetString());
        Assert.Equal(title, Property(page, "og:title"));
        Assert.Equal(new Uri(shop.Address, "/img/cof-1000.svg").ToString(), Property(page, "og:image"));
        Assert.Equal(
            new Uri(shop.Address, "/product/cof-1000").ToString(),
            page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
        Assert.Equal(
            data.RootElement.GetProperty("offers").GetProperty("price").GetString(), Property(page, "product:price:amount"));
        Assert.Equal(6, page.QuerySelectorAll("#related .card").Length);
    }

    [Fact]
    public async Task SoldOutProduct_CannotBeAdded()
    {
        var sku = EdgeGateway.DemoShop.Catalogue.ShopCatalogue.Create().Products.First(product => !product.Available).Sku;

        var page = await shop.GetDocumentAsync($"/product/{sku}");

        Assert.Null(page.QuerySelector("form.add"));
        Assert.Contains(
            "OutOfStock", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_HasOneObjectForEachProduct()
    {
        var lines = (await shop.Client.GetStringAsync("/feed/products.ndjson")).TrimEnd('\n').Split('\n');

        Assert.Equal(2016, lines.Length);
        Assert.All(lines, line =>
        {
            using var product = JsonDocument.Parse(line);
            foreach (var name in new[] { "item", "title", "price", "currency", "url", "image", "category", "brand", "available" })
            {
                Assert.True(product.RootElement.TryGetProperty(name, out _), name);
            }
        });
    }

    private static string? Property(AngleSharp.Html.Dom.IHtmlDocument page, string name) =>
        page.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");
}
