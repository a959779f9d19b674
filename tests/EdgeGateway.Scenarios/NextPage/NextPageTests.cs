using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.NextPage;

public sealed class NextPageTests(ModelSite site) : IClassFixture<ModelSite>
{
    [ModelFact]
    public async Task ThreeViews_AreFollowedByTheModelOnTheVeryNextPage()
    {
        var (first, second) = (await Visitor.ConsentingAsync(site), await Visitor.ConsentingAsync(site));
        await first.ViewAsync("a1", "a2", "a3");
        await second.ViewAsync("b4", "b5", "b6");

        var forFirst = Visitor.Row(await first.GetAsync("/"), "For you");
        var forSecond = Visitor.Row(await second.GetAsync("/"), "For you");

        Assert.Equal(["a4", "a5", "a6"], forFirst.Order());
        Assert.Equal(["b1", "b2", "b3"], forSecond.Order());
    }

    [ModelFact]
    public async Task TurningToOtherItems_TurnsTheRow()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "a2", "a3");
        await visitor.GetAsync("/");
        await visitor.ViewAsync("b1", "b2", "b3", "b4");

        var row = Visitor.Row(await visitor.GetAsync("/"), "For you");

        Assert.Equal("b5 b6", string.Join(' ', row.Take(2).Order()));
    }

    [ModelFact]
    public async Task ScoredRow_NamesItsSource()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "a2", "a3");

        var page = await visitor.GetAsync("/");
        var api = await visitor.GetAsync("/_edge/recommendations?slot=row&count=2");

        Assert.Contains("row;dur=", page.Header("Server-Timing"), StringComparison.Ordinal);
        Assert.Contains("desc=\"model\"", page.Header("Server-Timing"), StringComparison.Ordinal);
        Assert.Contains("\"model\":\"tiny/1\"", api.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProductPages_AreViewsByThemselves()
    {
        var visitor = await Visitor.ConsentingAsync(site);

        await visitor.GetAsync("/product/a1");
        await visitor.GetAsync("/product/b1");
        await visitor.SendAsync("POST", "/_edge/events", """{"type":"custom"}""");
        var page = await visitor.GetAsync("/");

        Assert.Equal(["b1", "a1"], Visitor.Row(page, "Recently viewed"));
    }

    [Fact]
    public async Task ViewsAndACart_ChangeTheHeroOnTheNextPage()
    {
        site.Origin.Answer("/cart/add/a1", "added", "Cache-Control: no-store", "text/plain");
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "a2", "a3");
        var before = await visitor.GetAsync("/");

        await visitor.SendAsync("POST", "/cart/add/a1", "quantity=1", "application/x-www-form-urlencoded");
        var after = await visitor.GetAsync("/");

        Assert.DoesNotContain(PersonalSite.Hero, before.Text, StringComparison.Ordinal);
        Assert.Contains(PersonalSite.Hero, after.Text, StringComparison.Ordinal);
        Assert.Contains("high-intent", (await visitor.MeAsync()).GetProperty("segments").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task RefusedCart_IsNoEvent()
    {
        site.Origin.Answer("/cart/add/a2", "sold out", "Cache-Control: no-store", "text/plain", "409 Conflict");
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "a2", "a3");

        await visitor.SendAsync("POST", "/cart/add/a2", "quantity=1", "application/x-www-form-urlencoded");

        Assert.DoesNotContain(PersonalSite.Hero, (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrefetchedPage_IsNoView()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a5");

        await visitor.GetAsync("/product/a1", "Sec-Purpose: prefetch\r\n");
        await visitor.SendAsync("POST", "/_edge/events", """{"type":"custom"}""");

        Assert.Equal(["a5"], Visitor.Row(await visitor.GetAsync("/"), "Recently viewed"));
    }
}
