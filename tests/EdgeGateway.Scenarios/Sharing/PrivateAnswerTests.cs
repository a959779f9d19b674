using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Sharing;

public sealed class PrivateAnswerTests(PlainSite site) : IClassFixture<PlainSite>
{
    [Theory]
    [InlineData("private", "Cache-Control: private, max-age=60")]
    [InlineData("no-store", "Cache-Control: no-store")]
    [InlineData("vary-all", "Cache-Control: max-age=60\r\nVary: *")]
    [InlineData("cookie", "Cache-Control: max-age=60\r\nSet-Cookie: session={0}; Path=/")]
    [InlineData("public-cookie", "Cache-Control: public, max-age=60\r\nSet-Cookie: session={0}; Path=/")]
    public async Task AnswerForOne_IsFetchedAgainForTheNext(string name, string headers)
    {
        var number = 0;
        site.Origin.On($"/{name}", exchange =>
        {
            var tag = $"visitor-{Interlocked.Increment(ref number)}";
            return exchange.AnswerAsync($"<p>{tag}</p>", headers: headers.Replace("{0}", tag, StringComparison.Ordinal));
        });

        var first = await site.GetAsync($"/{name}");
        var second = await site.GetAsync($"/{name}");

        Assert.Equal(("<p>visitor-1</p>", "<p>visitor-2</p>"), (first.Text, second.Text));
        Assert.DoesNotContain("visitor-1", second.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("; hit", second.Header("Cache-Status"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authorized", "Authorization: Basic Zmlyc3Q6b25l\r\n")]
    [InlineData("logged-in", "Cookie: session=first\r\n")]
    public async Task AnswerToCredentials_IsNotForTheNext(string name, string credentials)
    {
        site.Origin.On($"/{name}", exchange => exchange.AnswerAsync(
            $"<p>{exchange.Request.Header("Authorization") ?? exchange.Request.Header("Cookie") ?? "nobody"}</p>", headers: "Cache-Control: max-age=60"));

        var first = await site.GetAsync($"/{name}", credentials);
        var second = await site.GetAsync($"/{name}");
        var third = await site.GetAsync($"/{name}", credentials);

        Assert.Contains(credentials.Split(": ")[1].Trim(), first.Text, StringComparison.Ordinal);
        Assert.Equal("<p>nobody</p>", second.Text);
        Assert.Equal(first.Text, third.Text);
    }

    [Fact]
    public async Task VisitorWhoArrivesDuringAPrivateFetch_GetsAnAnswerOfTheirOwn()
    {
        var barrier = new OriginBarrier();
        var number = 0;
        site.Origin.On("/late", async exchange =>
        {
            var mine = Interlocked.Increment(ref number);
            await barrier.PassAsync(exchange);
            await exchange.AnswerAsync($"<p>visitor-{mine}</p>", headers: "Cache-Control: private");
        });

        var waiting = Enumerable.Range(0, 10).Select(_ => site.GetAsync("/late", Visitor.Browser)).ToArray();
        await barrier.Reached;
        barrier.Open();
        var answers = await Task.WhenAll(waiting);

        Assert.Equal(10, answers.Select(answer => answer.Text).Distinct().Count());
    }
}
