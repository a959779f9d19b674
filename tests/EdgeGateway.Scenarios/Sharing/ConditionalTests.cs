namespace EdgeGateway.Scenarios.Sharing;

public sealed class ConditionalTests(PlainSite site) : IClassFixture<PlainSite>
{
    private const string Stored = "Cache-Control: max-age=60\r\nETag: \"v1\"";

    [Fact]
    public async Task HeadOfAStoredPage_HasItsHeadersAndNoBody()
    {
        site.Origin.Answer("/head", "<p>twelve bytes</p>", Stored);
        var page = await site.GetHitAsync("/head");

        var head = await site.SendAsync("HEAD", "/head");

        Assert.Equal((200, "\"v1\"", page.Header("Content-Length")), (head.Status, head.Header("ETag"), head.Header("Content-Length")));
        Assert.Equal(1, site.Origin.CountOf("/head"));
    }

    [Fact]
    public async Task ConnectionAfterAHead_IsStillInStep()
    {
        site.Origin.Answer("/step", "<p>body</p>", Stored);
        using var client = await TestKit.Clients.RawClient.ConnectAsync(site.Gateway.Site);

        var head = await client.RequestAsync("HEAD", "/step");
        var page = await client.RequestAsync("GET", "/step");

        Assert.Equal((200, 200, "<p>body</p>"), (head.Status, page.Status, page.Text));
    }

    [Fact]
    public async Task CopyThatIsStillGood_IsA304()
    {
        site.Origin.Answer("/same", "<p>same</p>", Stored);
        await site.GetHitAsync("/same");

        var same = await site.GetAsync("/same", "If-None-Match: \"v0\", W/\"v1\"");
        var other = await site.GetAsync("/same", "If-None-Match: \"v2\"");

        Assert.Equal((304, 0, "\"v1\""), (same.Status, same.Body.Length, same.Header("ETag")));
        Assert.Equal((200, "<p>same</p>"), (other.Status, other.Text));
        Assert.Equal(1, site.Origin.CountOf("/same"));
    }
}
