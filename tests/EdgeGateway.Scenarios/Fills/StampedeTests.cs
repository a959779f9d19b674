using EdgeGateway.Scenarios.Sharing;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Fills;

/// <summary>A thousand at once, over real sockets.</summary>
public sealed class StampedeTests(PlainSite site) : IClassFixture<PlainSite>
{
    private const int Many = 1000;

    [Fact]
    public async Task ThousandColdRequests_MakeOneFetch()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/cold", async exchange =>
        {
            await barrier.PassAsync(exchange);
            await exchange.AnswerAsync(new string('x', 50_000), headers: "Cache-Control: max-age=60");
        });

        var waiting = Enumerable.Range(0, Many).Select(_ => site.GetAsync("/cold")).ToArray();
        await barrier.Reached;
        barrier.Open();
        var answers = await Task.WhenAll(waiting);

        Assert.All(answers, answer => Assert.Equal((200, 50_000, true), (answer.Status, answer.Body.Length, answer.IsComplete)));
        Assert.Equal(1, site.Origin.CountOf("/cold"));
    }

    [Fact]
    public async Task ThousandRequestsOfAStalePage_AreServedAtOnceAndMakeOneFetch()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/stale", async exchange =>
        {
            if (site.Origin.CountOf("/stale") == 1)
            {
                // Older than its lifetime when it comes: stale from the first second, and no test has to wait.
                await exchange.AnswerAsync("old", headers: "Age: 100\r\nCache-Control: max-age=60, stale-while-revalidate=600");
                return;
            }

            await barrier.PassAsync(exchange);
            await exchange.AnswerAsync("new", headers: "Cache-Control: max-age=60");
        });
        await site.GetHitAsync("/stale");

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => site.GetAsync("/stale")));
        await barrier.Reached;
        barrier.Open();

        Assert.All(answers, answer => Assert.Equal((200, "old"), (answer.Status, answer.Text)));
        Assert.Equal(2, site.Origin.CountOf("/stale"));
        while ((await site.GetAsync("/stale")).Text != "new")
        {
            await Task.Yield();
        }

        Assert.Equal(2, site.Origin.CountOf("/stale"));
    }

    [Fact]
    public async Task PrivatePages_DoNotQueueOnceKnown()
    {
        const int together = 50;
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Origin.On("/mine", async exchange =>
        {
            var number = Interlocked.Increment(ref arrived);
            if (number == together + 1)
            {
                all.SetResult();
            }

            if (number > 1)
            {
                // Nobody is answered before all have come: one that waits for another would wait for ever.
                await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }

            await exchange.AnswerAsync($"mine-{number}", headers: "Cache-Control: private");
        });
        await site.GetAsync("/mine");

        var answers = await Task.WhenAll(Enumerable.Range(0, together).Select(_ => site.GetAsync("/mine")));

        Assert.Equal(together, answers.Select(answer => answer.Text).Distinct().Count());
    }

    [Fact]
    public async Task LeaderWhoLeaves_ChangesNothingForThoseWhoRead()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/left", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("56789");
        });
        var leader = await TestKit.Clients.RawClient.ConnectAsync(site.Gateway.Site);
        await leader.WriteRequestAsync("GET", "/left");
        await barrier.Reached;
        var readers = Enumerable.Range(0, 20).Select(_ => site.GetAsync("/left")).ToArray();

        leader.Dispose();
        barrier.Open();

        Assert.All(await Task.WhenAll(readers), answer => Assert.Equal(("0123456789", true), (answer.Text, answer.IsComplete)));
        Assert.Equal("0123456789", (await site.GetHitAsync("/left")).Text);
        Assert.Equal(1, site.Origin.CountOf("/left"));
    }
}
