using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Sharing;

public sealed class PersonalPageTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    [Fact]
    public async Task PageWithSlots_IsPrivateForEveryone()
    {
        var visitor = await Visitor.ConsentingAsync(site);

        foreach (var page in new[]
        {
            await site.GetAsync("/", TestSite.HasAnother), await site.GetHitAsync("/", TestSite.HasAnother),
            await visitor.GetAsync("/", TestSite.HasAnother),
        })
        {
            Assert.Equal((200, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
            Assert.NotNull(page.Header("ETag"));
            Assert.NotEqual("\"v1\"", page.Header("ETag"));
            Assert.Null(page.Header("Last-Modified"));
            Assert.Null(page.Header("Expires"));
        }
    }

    [Fact]
    public async Task EntityTag_StaysWithTheDecisionsAndChangesWithThem()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1");

        var one = await visitor.GetAsync("/other", TestSite.HasAnother);
        var same = await visitor.GetAsync("/other", $"If-None-Match: {one.Header("ETag")}\r\n");
        await visitor.ViewAsync("a2");
        var changed = await visitor.GetAsync("/other", $"If-None-Match: {one.Header("ETag")}\r\n");

        Assert.Equal((304, 0, one.Header("ETag")), (same.Status, same.Body.Length, same.Header("ETag")));
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(one.Header("ETag"), changed.Header("ETag"));
        Assert.Equal(["a2", "a1"], Visitor.Row(changed, "Recently viewed"));
    }

    [Fact]
    public async Task HeadOfAPersonalPage_HasTheLengthOfTheVisitorsOwn()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("b1", "b2");
        var page = await visitor.GetAsync("/other", TestSite.HasAnother);

        var head = await visitor.SendAsync("HEAD", "/other");

        Assert.Equal((200, $"{page.Body.Length}", page.Header("ETag")), (head.Status, head.Header("Content-Length"), head.Header("ETag")));
    }
}
