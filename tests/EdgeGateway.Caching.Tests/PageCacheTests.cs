using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests;

public sealed class PageCacheTests
{
    [Fact]
    public async Task FreshResponse_IsServedAgainWithoutTheOrigin()
    {
        using var fixture = new CacheFixture();

        var first = await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(18));
        var second = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Miss, "hello"), (first.Outcome, first.Body));
        Assert.Equal((CacheOutcome.Hit, "hello"), (second.Outcome, second.Body));
        Assert.Equal("EdgeGateway; fwd=miss; stored", first.Answer.CacheStatus);
        Assert.Equal("EdgeGateway; hit; ttl=42", second.Answer.CacheStatus);
        Assert.Equal(18, (int)second.Stored!.GetAge().TotalSeconds);
        Assert.Equal(1, fixture.Origin.Count);
    }

    [Fact]
    public async Task HitOfAStoredResponse_CompletesSynchronously()
    {
        using var fixture = new CacheFixture();
        await fixture.GetAsync();

        var answer = fixture.Cache.GetAsync(fixture.Request(), CancellationToken.None);

        Assert.True(answer.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task StaleResponse_IsFetchedAgain()
    {
        using var fixture = new CacheFixture();
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(60));
        fixture.Origin.Answer("new", ("Cache-Control", "max-age=60"));

        var second = await fixture.GetAsync();
        var third = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Miss, "new"), (second.Outcome, second.Body));
        Assert.Equal("EdgeGateway; fwd=stale; fwd-status=200; stored", second.Answer.CacheStatus);
        Assert.Equal((CacheOutcome.Hit, "new"), (third.Outcome, third.Body));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("get")]
    public async Task OtherMethod_IsForwardedByTheHost(string method)
    {
        using var fixture = new CacheFixture();

        var got = await fixture.GetAsync(fixture.With(method, "/"));

        Assert.True(got.Answer.MustForward);
        Assert.Equal((CacheOutcome.Bypass, NotStoredReason.Method), (got.Outcome, got.NotStored));
        Assert.Equal(0, fixture.Origin.Count);
    }

    [Fact]
    public async Task Head_IsAnsweredFromAStoredGetAndForwardedOtherwise()
    {
        using var fixture = new CacheFixture();

        var before = await fixture.GetAsync(fixture.With("HEAD", "/"));
        await fixture.GetAsync();
        var after = await fixture.GetAsync(fixture.With("HEAD", "/"));

        Assert.True(before.Answer.MustForward);
        Assert.Equal(CacheOutcome.Hit, after.Outcome);
    }

    [Theory]
    [InlineData("Content-Length", "5")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Upgrade", "websocket")]
    [InlineData("Connection", "keep-alive, X-Lang")]
    [InlineData("Accept", "text/event-stream")]
    public async Task RequestThatIsNoPlainGet_IsForwardedByTheHost(string name, string value)
    {
        using var fixture = new CacheFixture();

        var got = await fixture.GetAsync("/", (name, value));

        Assert.True(got.Answer.MustForward);
        Assert.Equal(0, fixture.Origin.Count);
    }

    [Fact]
    public async Task BypassPolicy_TouchesNothing()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { Mode = CacheMode.Bypass } };

        var got = await fixture.GetAsync();

        Assert.Equal((true, NotStoredReason.Policy), (got.Answer.MustForward, got.NotStored));
    }

    [Fact]
    public async Task OriginThatFails_IsNamedAndNotRemembered()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = static _ => throw new IOException("refused");

        var failed = await fixture.GetAsync();
        fixture.Origin.Answer("back", ("Cache-Control", "max-age=60"));
        var next = await fixture.GetAsync();

        Assert.Equal(OriginFailure.Unreachable, failed.Answer.Failure);
        Assert.False(failed.Answer.MustForward);
        Assert.Equal("back", next.Body);
    }
}
