namespace EdgeGateway.Scenarios.Sharing;

public sealed class SharedCacheTests(PlainSite site) : IClassFixture<PlainSite>
{
    [Fact]
    public async Task FreshPage_IsFetchedOnceAndServedTwice()
    {
        site.Origin.Answer("/fresh", "<p>hello</p>", "Cache-Control: max-age=60");

        var first = await site.GetAsync("/fresh");
        var second = await site.GetHitAsync("/fresh");

        Assert.Equal((200, "<p>hello</p>"), (first.Status, first.Text));
        Assert.Equal((200, "<p>hello</p>"), (second.Status, second.Text));
        Assert.Equal(1, site.Origin.CountOf("/fresh"));
    }
}
