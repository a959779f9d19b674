namespace EdgeGateway.Scenarios.Fills;

/// <summary>A fill takes the way to the origin that every request takes: balancing, health and transforms apply.</summary>
public sealed class ClusterTests(TwoOriginSite site) : IClassFixture<TwoOriginSite>
{
    [Fact]
    public async Task Fills_AreSpreadOverTheCluster()
    {
        for (var number = 0; number < 20; number++)
        {
            Assert.Contains("fwd=miss; stored", (await site.GetAsync($"/spread/{number}")).Header("Cache-Status"), StringComparison.Ordinal);
        }

        Assert.Equal(10, site.Origin.Requests.Count(IsSpread));
        Assert.Equal(10, site.Other.Requests.Count(IsSpread));

        static bool IsSpread(TestKit.Origins.ReceivedRequest request) => request.Target.StartsWith("/spread/", StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransformsOfTheRoute_ApplyToFillsAndStay()
    {
        var miss = await site.GetAsync("/changed/page");
        var hit = await site.GetHitAsync("/changed/page");

        var sent = Assert.Single(site.Origin.RequestsOf("/page").Concat(site.Other.RequestsOf("/page")));
        Assert.Equal("shop", sent.Header("X-Tenant"));
        Assert.All(new[] { miss, hit }, answer => Assert.Equal("edge", answer.Header("X-Served")));
    }

    [Fact]
    public async Task DestinationThatFails_IsLeftOut()
    {
        // A fetch that no connection took goes to the other one. The policy looks at ten requests before it judges.
        for (var number = 0; number < 60; number++)
        {
            Assert.Equal(200, (await site.GetAsync($"/ailing/{number}")).Status);
        }

        // What passes is sent once: now nothing goes to the dead one.
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(200, (await site.SendAsync("POST", $"/ailing/{number}")).Status);
        }
    }
}
