using EdgeGateway.Scenarios.Sharing;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Framing;

/// <summary>Interim responses reach the one whose request caused them, at once, and nothing of them is ever stored.</summary>
public sealed class InterimTests(PlainSite site) : IClassFixture<PlainSite>
{
    private const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </canary.css>; rel=preload\r\nX-Hop: a\r\nConnection: X-Hop\r\nSet-Cookie: canary=1\r\n\r\n";

    [Theory]
    [InlineData("/hints", "")]
    [InlineData("/passed-hints", "Cookie: session=1\r\n")]
    public async Task EarlyHints_ArriveBeforeTheAnswerIsReady(string target, string headers)
    {
        var barrier = new OriginBarrier();
        site.Origin.On(target, async exchange =>
        {
            await exchange.WriteAsync(Hints + "HTTP/1.1 102 Processing\r\n\r\n");
            await barrier.PassAsync(exchange);
            await exchange.AnswerAsync("page", headers: "Cache-Control: max-age=600");
        });
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        await client.WriteRequestAsync("GET", target, headers);
        var hints = await client.ReadAsync();
        var processing = await client.ReadAsync();
        barrier.Open();
        var answer = await client.ReadAsync();
        var again = await client.RequestAsync("GET", "/none");

        Assert.Equal((103, 102, 200, 404), (hints.Status, processing.Status, answer.Status, again.Status));
        Assert.Equal("HTTP/1.1 103 Early Hints\r\nLink: </canary.css>; rel=preload\r\n\r\n", hints.Head);
        Assert.DoesNotContain("canary", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoredPage_HasNothingOfItsHints()
    {
        site.Origin.On("/stored-hints", async exchange =>
        {
            await exchange.WriteAsync(Hints);
            await exchange.AnswerAsync("page", headers: "Cache-Control: max-age=600");
        });

        using var client = await RawClient.ConnectAsync(site.Gateway.Site);
        await client.WriteRequestAsync("GET", "/stored-hints");
        var first = await client.ReadFinalAsync();
        var hit = await site.GetHitAsync("/stored-hints");

        Assert.All([first, hit], answer => Assert.DoesNotContain("canary", answer.Head, StringComparison.Ordinal));
        Assert.Equal((200, "page"), (hit.Status, hit.Text));
    }

    /// <summary>Hints may depend on who asked, and whether the page is for all is not known before its headers.</summary>
    [Fact]
    public async Task ThoseWhoJoinAFetch_GetNoHints()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/joined-hints", async exchange =>
        {
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync(Hints);
            await exchange.AnswerAsync("page", headers: "Cache-Control: max-age=600");
        });
        using var leader = await RawClient.ConnectAsync(site.Gateway.Site);
        await leader.WriteRequestAsync("GET", "/joined-hints");
        await barrier.Reached;
        using var other = await RawClient.ConnectAsync(site.Gateway.Site);
        await other.WriteRequestAsync("GET", "/joined-hints");
        barrier.Open();

        Assert.Equal((103, 200), ((await leader.ReadAsync()).Status, (await leader.ReadAsync()).Status));
        Assert.Equal(200, (await other.ReadAsync()).Status);
    }

    [Theory]
    [InlineData("GET /old-hints HTTP/1.0\r\nHost: a\r\n\r\n")]
    [InlineData("POST /old-hints HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")]
    public async Task ClientThatCannotBeGivenHints_GetsTheAnswerAlone(string request)
    {
        site.Origin.On("/old-hints", async exchange =>
        {
            await exchange.WriteAsync(Hints);
            await exchange.AnswerAsync("page", headers: "Cache-Control: no-store");
        });
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        await client.WriteAsync(System.Text.Encoding.Latin1.GetBytes(request));

        Assert.Equal(200, (await client.ReadAsync()).Status);
    }

    [Fact]
    public async Task PipelinedRequests_GetHintsInTheirPlace()
    {
        site.Origin.Answer("/before", "before", "Cache-Control: max-age=600");
        await site.GetHitAsync("/before");
        site.Origin.On("/after", async exchange =>
        {
            await exchange.WriteAsync(Hints);
            await exchange.AnswerAsync("after", headers: "Cache-Control: no-store");
        });
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);
        string[] targets = ["/before", "/after", "/before", "/after"];

        await client.WriteAsync(System.Text.Encoding.Latin1.GetBytes(string.Concat(
            targets.Select(target => $"GET {target} HTTP/1.1\r\nHost: {site.Gateway.Site.Authority}\r\n\r\n"))));
        var seen = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            var answer = await client.ReadAsync();
            seen.Add(answer.Status == 103 ? "103" : answer.Text);
        }

        Assert.Equal(["before", "103", "after", "before", "103", "after"], seen);
    }

    [Fact]
    public async Task ClientWhoLeftBeforeTheHints_DoesNotEndTheFetch()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/left-hints", async exchange =>
        {
            await barrier.PassAsync(exchange);
            for (var number = 0; number < 16; number++)
            {
                await exchange.WriteAsync(Hints);
            }

            await exchange.AnswerAsync("page", headers: "Cache-Control: max-age=600");
        });
        using (var leaving = await RawClient.ConnectAsync(site.Gateway.Site))
        {
            await leaving.WriteRequestAsync("GET", "/left-hints");
            await barrier.Reached;
        }

        barrier.Open();

        Assert.Equal("page", (await site.GetHitAsync("/left-hints")).Text);
        Assert.Equal(1, site.Origin.CountOf("/left-hints"));
    }
}
