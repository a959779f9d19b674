using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>What the gateway says of itself: Via, Age and Cache-Status.</summary>
public sealed class AnswerFieldTests(PlainSite site) : IClassFixture<PlainSite>
{
    [Fact]
    public async Task Via_NamesTheGatewayInBothDirectionsOnce()
    {
        site.Origin.Answer("/via", "x", "Cache-Control: max-age=60\r\nVia: 1.0 near").Answer("/via/own", "x", "Cache-Control: private");

        var miss = await site.GetAsync("/via", "Via: 1.1 far");
        var hit = await site.GetHitAsync("/via");
        await site.GetAsync("/via/own", "Via: 1.1 far");
        var passed = await site.SendAsync("POST", "/via/own", "Via: 1.1 far", "");

        Assert.All(new[] { miss, hit }, answer => Assert.Equal("1.0 near, 1.1 EdgeGateway", answer.Header("Via")));
        Assert.Equal("1.1 EdgeGateway", passed.Header("Via"));
        Assert.Equal("1.1 EdgeGateway", site.Origin.RequestsOf("/via").Single().Header("Via"));
        Assert.Equal("1.1 far, 1.1 EdgeGateway", site.Origin.RequestsOf("/via/own")[^1].Header("Via"));
    }

    [Fact]
    public async Task Age_IsSaidOfWhatWasNotFetchedForTheAsker()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/age", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nAge: 100\r\nContent-Length: 10\r\n\r\n01234");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("56789");
        });
        site.Origin.Answer("/ageless", "x", "Cache-Control: max-age=600");

        var leading = site.GetAsync("/age");
        await barrier.Reached;
        var joined = site.GetAsync("/age");
        barrier.Open();

        Assert.InRange(int.Parse((await joined).Header("Age")!), 100, 160);
        Assert.Equal("100", (await leading).Header("Age"));
        Assert.InRange(int.Parse((await site.GetHitAsync("/age")).Header("Age")!), 100, 160);
        Assert.Null((await site.GetAsync("/ageless")).Header("Age"));
        Assert.NotNull((await site.GetHitAsync("/ageless")).Header("Age"));
    }

    [Fact]
    public async Task CacheStatus_StandsBehindThatOfCachesNearerToTheOrigin()
    {
        site.Origin.Answer("/status", "x", "Cache-Control: max-age=60\r\nCache-Status: Near; hit");
        site.Origin.Answer("/status/own", "x", "Cache-Control: private\r\nCache-Status: Near; hit");

        var miss = await site.GetAsync("/status");
        var hit = await site.GetHitAsync("/status");
        var passed = await site.SendAsync("POST", "/status/own", "", "");

        Assert.Equal(["Near; hit", "EdgeGateway; fwd=miss; stored"], miss.HeaderValues("Cache-Status"));
        Assert.StartsWith("EdgeGateway; hit; ttl=", hit.HeaderValues("Cache-Status")[1]);
        Assert.Equal(["Near; hit", "EdgeGateway; fwd=method"], passed.HeaderValues("Cache-Status"));
    }

    [Fact]
    public async Task OnlyIfCached_IsAGatewayTimeout()
    {
        var answer = await site.GetAsync("/never", "Cache-Control: only-if-cached");

        // An answer of the gateway's own has no cache status (RFC 9211 section 2).
        Assert.Equal((504, null), (answer.Status, answer.Header("Cache-Status")));
        Assert.Equal(0, site.Origin.CountOf("/never"));
    }

    [Fact]
    public async Task ConditionOnAColdPage_IsAnsweredWithoutABody()
    {
        site.Origin.Answer("/cold", "body", "Cache-Control: max-age=60\r\nETag: \"v1\"");

        var cold = await site.GetAsync("/cold", "If-None-Match: \"v1\"");
        var hit = await site.GetHitAsync("/cold");

        Assert.Equal((304, "\"v1\"", "max-age=60"), (cold.Status, cold.Header("ETag"), cold.Header("Cache-Control")));
        Assert.Equal("body", hit.Text);
    }
}
