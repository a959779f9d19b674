using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests;

public sealed class PolicyLimitTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("1234", true)]
    [InlineData("12345", false)]
    public async Task BodyBelowTheMinimum_IsNotStored(string body, bool refused)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { MinObjectBytes = 5 } };
        fixture.Origin.Answer(body, ("Cache-Control", "max-age=60"), ("Content-Length", $"{body.Length}"));

        var got = await fixture.GetAsync();

        Assert.Equal(refused ? NotStoredReason.TooSmall : NotStoredReason.None, got.NotStored);
        Assert.Equal(refused ? 0 : 1, fixture.Cache.Count);
    }

    [Fact]
    public async Task BodyOfUnknownLengthBelowTheMinimum_IsServedAndNotStored()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { MinObjectBytes = 5 } };
        fixture.Origin.Answer("1234", ("Cache-Control", "max-age=60"));

        var got = await fixture.GetAsync();

        Assert.Equal("1234", got.Body);
        Assert.Null(got.Stored);
        Assert.Equal(0, fixture.Cache.Count);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 5)]
    public async Task RequestsAtOnce_WaitForOneAnotherOnlyWhereThePolicyCollapses(bool collapse, int fetches)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { Collapse = collapse } };
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(200, "x", ("Cache-Control", "max-age=60"));
        };

        var all = Enumerable.Range(0, 5).Select(_ => fixture.GetAsync()).ToList();
        gate.SetResult();
        var got = await CacheFixture.Patience(Task.WhenAll(all));

        Assert.All(got, one => Assert.Equal("x", one.Body));
        Assert.Equal(fetches, fixture.Origin.Count);
        Assert.Equal(1, fixture.Cache.Count);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);
    }
}
