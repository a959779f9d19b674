using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Site;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Tests.Site;

public sealed class PageCatalogueTests
{
    private readonly LiveCatalogue _live = new();
    private readonly PageCatalogue _pages;

    public PageCatalogueTests() => _pages = new PageCatalogue(_live);

    [Fact]
    public void PageWithTitle_BecomesAnItem()
    {
        var id = _pages.Add("/about", PageFacts.None with { Title = "About us", OgImage = "/a.png" });

        var item = _live.Current.Find(id!)!;
        Assert.Equal(("About us", "/about", "/a.png"), (item.Fields["title"], item.Fields["url"], item.Fields["image"]));
    }

    [Fact]
    public void ChangedPage_IsTheSameItemInANewVersion()
    {
        var first = _pages.Add("/a", PageFacts.None with { Title = "One" });
        var before = _live.Current.Find(first!)!.Version;

        var second = _pages.Add("/a", PageFacts.None with { Title = "Two" });

        Assert.Equal(first, second);
        Assert.Equal(1, _live.Current.Items.Length);
        Assert.NotEqual(before, _live.Current.Find(second!)!.Version);
    }

    [Fact]
    public void PageWithoutTitle_IsNoItem() => Assert.Null(_pages.Add("/x", PageFacts.None));

    [Fact]
    public void Pages_AreBounded()
    {
        for (var i = 0; i < 2000; i++)
        {
            Assert.NotNull(_pages.Add($"/{i}", PageFacts.None with { Title = $"Page {i}" }));
        }

        Assert.Null(_pages.Add("/one-more", PageFacts.None with { Title = "One more" }));
        Assert.Equal(2000, _live.Current.Items.Length);
    }
}
