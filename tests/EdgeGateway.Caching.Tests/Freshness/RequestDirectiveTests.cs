using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Freshness;

/// <summary>What a request's Cache-Control means (RFC 9111 section 5.2.1), under a policy that obeys it and by default.</summary>
public sealed class RequestDirectiveTests
{
    private static readonly CachePolicy Obeying = new() { ObeyRequestDirectives = true };

    [Theory]
    [InlineData("max-age=30", 20, CacheOutcome.Hit)]
    [InlineData("max-age=10", 20, CacheOutcome.Miss)]
    [InlineData("max-age=0", 20, CacheOutcome.Miss)]
    [InlineData("max-age=nonsense", 20, CacheOutcome.Miss)]
    [InlineData("min-fresh=30", 20, CacheOutcome.Hit)]
    [InlineData("min-fresh=50", 20, CacheOutcome.Miss)]
    [InlineData("no-cache", 20, CacheOutcome.Miss)]
    [InlineData("No-Cache", 20, CacheOutcome.Miss)]
    [InlineData("no-store", 20, CacheOutcome.Bypass)]
    [InlineData("max-stale", 500, CacheOutcome.Hit)]
    [InlineData("max-stale=500", 500, CacheOutcome.Hit)]
    [InlineData("max-stale=500, max-age=100", 500, CacheOutcome.Miss)]
    [InlineData("max-stale=30", 500, CacheOutcome.Miss)]
    [InlineData("max-stale=nonsense", 500, CacheOutcome.Miss)]
    [InlineData("max-stale, no-cache", 500, CacheOutcome.Miss)]
    [InlineData("only-if-cached", 20, CacheOutcome.Hit)]
    [InlineData("unknown=1", 20, CacheOutcome.Hit)]
    [InlineData(";;;", 20, CacheOutcome.Hit)]
    public async Task ObeyingPolicy_FollowsTheRequest(string field, int age, CacheOutcome expected)
    {
        using var fixture = new CacheFixture { Policy = Obeying };
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(age));

        Assert.Equal(expected, (await fixture.GetAsync("/", ("Cache-Control", field))).Outcome);
    }

    [Theory]
    [InlineData("max-age=0")]
    [InlineData("no-cache")]
    [InlineData("no-store")]
    [InlineData("min-fresh=1000")]
    public async Task ByDefault_NoVisitorForcesAFetch(string field)
    {
        using var fixture = new CacheFixture();
        await fixture.GetAsync();

        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Cache-Control", field), ("Pragma", "no-cache"))).Outcome);
        Assert.Equal(1, fixture.Origin.Count);
    }

    [Theory]
    [InlineData("must-revalidate")]
    [InlineData("proxy-revalidate")]
    [InlineData("s-maxage=60")]
    public async Task MaxStale_YieldsToTheResponse(string directive)
    {
        using var fixture = new CacheFixture { Policy = Obeying };
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60, " + directive));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(70));

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/", ("Cache-Control", "max-stale"))).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OnlyIfCached_IsNeverFetchedFor(bool obeying)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { ObeyRequestDirectives = obeying } };

        var got = await fixture.GetAsync("/", ("Cache-Control", "only-if-cached"));

        Assert.Equal((OriginFailure.NotCached, false), (got.Answer.Failure, got.Answer.MustForward));
        Assert.Equal("EdgeGateway; detail=only-if-cached", got.Answer.CacheStatus);
        Assert.Equal(0, fixture.Origin.Count);
    }

    [Theory]
    [InlineData("no-cache", true)]
    [InlineData("foo", false)]
    [InlineData("", false)]
    public async Task Pragma_StandsInForCacheControl(string pragma, bool fetches)
    {
        using var fixture = new CacheFixture { Policy = Obeying };
        await fixture.GetAsync();

        await fixture.GetAsync("/", ("Pragma", pragma));
        await fixture.GetAsync("/", ("Pragma", pragma), ("Cache-Control", "max-age=100"));

        Assert.Equal(fetches ? 2 : 1, fixture.Origin.Count);
    }

    [Fact]
    public async Task NoCache_ValidatesWhatIsStored()
    {
        using var fixture = new CacheFixture { Policy = Obeying };
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("ETag", "\"v1\""));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(304, "", ("ETag", "\"v1\""));

        var got = await fixture.GetAsync("/", ("Cache-Control", "no-cache"));

        Assert.Equal(CacheOutcome.Revalidated, got.Outcome);
        Assert.Equal("EdgeGateway; fwd=request; fwd-status=304; stored", got.Answer.CacheStatus);
        Assert.Equal("\"v1\"", fixture.Origin.Requests[1].Headers.IfNoneMatch);
    }

    [Fact]
    public async Task DemandForFreshness_DoesNotTakeAStalePage()
    {
        using var fixture = new CacheFixture { Policy = Obeying };
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=10, stale-while-revalidate=60"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/", ("Cache-Control", "no-cache"))).Outcome);
    }
}
