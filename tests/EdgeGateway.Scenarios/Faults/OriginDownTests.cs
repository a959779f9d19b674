using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Faults;

public sealed class OriginDownTests
{
    [Fact]
    public async Task OriginDown_CachedPagesKeepComingAndOthersAreAPlain502()
    {
        var site = new PersonalSite();
        await site.InitializeAsync();
        try
        {
            site.Origin.Answer("/stale", PersonalSite.Page, "Cache-Control: max-age=0");
            site.Origin.Answer("/fresh.css", "body{}", "Cache-Control: max-age=600", "text/css");
            var visitor = await Visitor.ConsentingAsync(site);
            await visitor.ViewAsync("a1");
            await site.GetHitAsync("/");
            await site.GetHitAsync("/fresh.css");
            Assert.Equal(200, (await site.GetAsync("/stale")).Status);
            await site.Origin.DisposeAsync();

            var cached = await visitor.GetAsync("/");
            var file = await site.GetAsync("/fresh.css");
            var stale = await visitor.GetAsync("/stale");
            var unknown = await visitor.GetAsync("/never-seen");

            Assert.Equal((200, 200, 200, 502), (cached.Status, file.Status, stale.Status, unknown.Status));
            Assert.Equal(["a1"], Visitor.Row(cached, "Recently viewed"));
            Assert.Equal(["a1"], Visitor.Row(stale, "Recently viewed"));
            Assert.Contains("the origin's hero", stale.Text, StringComparison.Ordinal);
            Assert.Contains(unknown.Header("X-Request-Id")!, unknown.Text, StringComparison.Ordinal);
            Assert.Equal("no-store", unknown.Header("Cache-Control"));
            Assert.Empty(unknown.HeaderValues("Set-Cookie"));
        }
        finally
        {
            await site.DisposeAsync();
        }
    }
}
