using EdgeGateway.TestKit.Origins;

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

    [Fact]
    public async Task TwoHundredColdRequests_MakeOneFetch()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/cold", async exchange =>
        {
            await barrier.PassAsync(exchange);
            await exchange.AnswerAsync(new string('x', 50_000), headers: "Cache-Control: max-age=60");
        });

        var waiting = Enumerable.Range(0, 200).Select(_ => site.GetAsync("/cold")).ToArray();
        await barrier.Reached;
        barrier.Open();
        var answers = await Task.WhenAll(waiting);

        Assert.All(answers, answer => Assert.Equal((200, 50_000, true), (answer.Status, answer.Body.Length, answer.IsComplete)));
        Assert.Equal(1, site.Origin.CountOf("/cold"));
    }
}
