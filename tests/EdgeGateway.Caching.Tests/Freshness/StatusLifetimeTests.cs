using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Freshness;

public sealed class StatusLifetimeTests
{
    private static readonly CachePolicy Negative = new()
    {
        TtlWhenOriginSilent = TimeSpan.FromMinutes(1),
        StaleIfError = TimeSpan.FromDays(1),
        StaleWhileRevalidate = TimeSpan.FromHours(1),
        Status = new Dictionary<string, TimeSpan>
        {
            ["404"] = TimeSpan.FromSeconds(10),
            ["4xx"] = TimeSpan.FromSeconds(2),
            ["5xx"] = TimeSpan.FromSeconds(1),
            ["410"] = TimeSpan.Zero,
            ["301"] = TimeSpan.FromHours(1),
        },
    };

    [Theory]
    [InlineData(200, "", 60)]
    [InlineData(301, "", 3600)]
    [InlineData(404, "", 10)]
    [InlineData(403, "", 2)]
    [InlineData(500, "", 1)]
    [InlineData(599, "", 1)]
    [InlineData(404, "max-age=30", 30)]
    [InlineData(200, "max-age=30", 30)]
    public async Task SilentStatus_IsKeptForItsTime(int status, string cacheControl, int seconds)
    {
        using var fixture = new CacheFixture { Policy = Negative with { StaleWhileRevalidate = null } };
        Answer(fixture, status, cacheControl);

        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);
        fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);
    }

    [Theory]
    [InlineData(410, "", NotStoredReason.NoFreshness)]
    [InlineData(404, "no-store", NotStoredReason.NoStore)]
    [InlineData(500, "private", NotStoredReason.Private)]
    [InlineData(206, "", NotStoredReason.Partial)]
    public async Task StatusRule_DoesNotOutweighWhatTheOriginForbids(int status, string cacheControl, NotStoredReason expected)
    {
        using var fixture = new CacheFixture { Policy = Negative };
        Answer(fixture, status, cacheControl);

        Assert.Equal(expected, (await fixture.GetAsync()).NotStored);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(302)]
    public async Task ErrorWithoutARule_IsNotStored(int status)
    {
        using var fixture = new CacheFixture { Policy = Negative with { Status = new Dictionary<string, TimeSpan>() } };
        Answer(fixture, status, "");

        Assert.Equal(NotStoredReason.Status, (await fixture.GetAsync()).NotStored);
    }

    [Fact]
    public async Task StoredError_HasNoStaleWindowOfThePolicy()
    {
        using var fixture = new CacheFixture { Policy = Negative };
        Answer(fixture, 404, "");
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        fixture.Origin.Answer("there it is");

        Assert.Equal("there it is", (await fixture.GetAsync()).Body);
    }

    [Fact]
    public async Task OverridingPolicy_TakesTheRuleOverWhatTheOriginSays()
    {
        using var fixture = new CacheFixture
        {
            Policy = Negative with { Mode = CacheMode.Override, Ttl = TimeSpan.FromMinutes(5), StaleWhileRevalidate = null },
        };
        Answer(fixture, 404, "max-age=3600");
        await fixture.GetAsync();

        fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotEqual(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);
    }

    [Fact]
    public async Task ErrorWithARule_DoesNotTakeThePlaceOfAPageThatMayStandIn()
    {
        using var fixture = new CacheFixture { Policy = Negative with { StaleWhileRevalidate = null } };
        fixture.Origin.Answer("good", ("Cache-Control", "max-age=10"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        Answer(fixture, 503, "");

        var got = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.StaleIfError, "good"), (got.Outcome, got.Body));
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(431, true)]
    [InlineData(404, false)]
    [InlineData(403, false)]
    [InlineData(200, false)]
    public async Task AnswerThatIsNotStored_TakesAwayThePageOnlyIfItSpeaksOfIt(int status, bool stays)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("good", ("Cache-Control", "max-age=10"), ("ETag", "\"1\""));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromDays(2));
        Answer(fixture, status, "no-store");
        Assert.Equal("answer", (await fixture.GetAsync()).Body);
        await fixture.IdleAsync();
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        fixture.Origin.Script = exchange => exchange.Request.Headers.IfNoneMatch.Count > 0
            ? exchange.RespondAsync(304, "", ("ETag", "\"1\""), ("Cache-Control", "max-age=10"))
            : exchange.RespondAsync(200, "new");

        var got = await fixture.GetAsync();

        Assert.Equal(stays ? (CacheOutcome.Revalidated, "good") : (CacheOutcome.Miss, "new"), (got.Outcome, got.Body));
    }

    [Theory]
    [InlineData("404", true)]
    [InlineData("5xx", true)]
    [InlineData("599", true)]
    [InlineData("206", false)]
    [InlineData("304", false)]
    [InlineData("600", false)]
    [InlineData("100", false)]
    [InlineData("1xx", false)]
    [InlineData("40x", false)]
    [InlineData("5XX", false)]
    [InlineData("", false)]
    [InlineData("4040", false)]
    [InlineData("4x4", false)]
    public void StatusOrClass_IsAcceptedOrNot(string text, bool accepted) => Assert.Equal(accepted, StatusLifetimes.IsAccepted(text));

    private static void Answer(CacheFixture fixture, int status, string cacheControl) =>
        fixture.Origin.Script = exchange => cacheControl.Length == 0
            ? exchange.RespondAsync(status, "answer")
            : exchange.RespondAsync(status, "answer", ("Cache-Control", cacheControl));
}
