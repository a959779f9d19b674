using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Freshness;

/// <summary>RFC 5861 windows and validation with the origin.</summary>
public sealed class StaleTests
{
    [Fact]
    public async Task StaleWithinWindow_ServesStaleAndRevalidates()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-while-revalidate=20"));
        await fixture.GetAsync();
        fixture.Origin.Answer("new", ("Cache-Control", "max-age=10"));

        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        var stale = await fixture.GetAsync();
        await fixture.IdleAsync();
        var fresh = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.StaleWhileRevalidate, "old"), (stale.Outcome, stale.Body));
        Assert.Equal("EdgeGateway; hit; ttl=-5; detail=stale-while-revalidate", stale.Answer.CacheStatus);
        Assert.Equal((CacheOutcome.Hit, "new"), (fresh.Outcome, fresh.Body));
    }

    [Theory]
    [InlineData("max-age=10, stale-while-revalidate=20", 31)]
    [InlineData("max-age=10, must-revalidate, stale-while-revalidate=20", 11)]
    [InlineData("max-age=10", 11)]
    public async Task StaleOutsideTheWindow_WaitsForTheOrigin(string cacheControl, int after)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", cacheControl));
        await fixture.GetAsync();
        fixture.Origin.Answer("new", ("Cache-Control", "max-age=10"));

        fixture.Time.Advance(TimeSpan.FromSeconds(after));
        var got = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Miss, "new"), (got.Outcome, got.Body));
    }

    [Fact]
    public async Task BackgroundFailure_KeepsTheStaleAndWaitsBeforeTheNextTry()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-while-revalidate=100"));
        await fixture.GetAsync();
        fixture.Origin.Script = static _ => throw new IOException("down");

        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("old", (await fixture.GetAsync()).Body);
            await fixture.IdleAsync();
        }

        Assert.Equal(2, fixture.Origin.Count);
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        await fixture.GetAsync();
        await fixture.IdleAsync();
        Assert.Equal(3, fixture.Origin.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task OriginFailing_ServesStaleIfError(int status)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-if-error=60"));
        await fixture.GetAsync();
        fixture.Origin.Script = exchange =>
            status == 0 ? throw new IOException("down") : exchange.RespondAsync(status, "error page");

        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        var first = await fixture.GetAsync();
        await fixture.IdleAsync();
        var second = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.StaleIfError, "old"), (first.Outcome, first.Body));
        Assert.Equal((CacheOutcome.StaleIfError, "old"), (second.Outcome, second.Body));
        Assert.Equal("EdgeGateway; fwd=stale; detail=stale-if-error", first.Answer.CacheStatus);
        Assert.Equal(2, fixture.Origin.Count);
    }

    [Fact]
    public async Task OriginFailingPastTheWindow_ShowsTheFailure()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-if-error=60"));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(503, "error page");

        fixture.Time.Advance(TimeSpan.FromSeconds(71));
        var got = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Miss, "error page", NotStoredReason.Status), (got.Outcome, got.Body, got.NotStored));
    }

    [Theory]
    [InlineData("max-age=10", 86_000, true)]
    [InlineData("max-age=10", 86_420, false)]
    [InlineData("max-age=10, stale-if-error=60", 100, false)]
    [InlineData("max-age=10, must-revalidate", 11, false)]
    [InlineData("max-age=10, proxy-revalidate", 11, false)]
    [InlineData("s-maxage=10", 11, false)]
    public async Task OriginWithoutAnyAnswer_IsStoodInForByWhatDoesNotForbidIt(string cacheControl, int seconds, bool served)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", cacheControl));
        await fixture.GetAsync();
        fixture.Origin.Script = static _ => throw new IOException("down");
        fixture.Time.Advance(TimeSpan.FromSeconds(seconds));

        var first = await fixture.GetAsync();
        await fixture.IdleAsync();
        var second = await fixture.GetAsync();

        Assert.All(new[] { first, second }, got => Assert.Equal(
            served ? (OriginFailure.None, "old") : (OriginFailure.Unreachable, ""), (got.Answer.Failure, got.Body)));
        Assert.Equal(served ? 2 : 3, fixture.Origin.Count);
    }

    [Fact]
    public async Task OriginThatAnswersAnError_IsBelieved()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10"));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(503, "down");
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("down", (await fixture.GetAsync()).Body);
    }

    [Fact]
    public async Task PolicyWithoutTheWindow_ShowsThatTheOriginIsGone()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { StaleIfUnreachable = TimeSpan.Zero } };
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10"));
        await fixture.GetAsync();
        fixture.Origin.Script = static _ => throw new IOException("down");
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(OriginFailure.Unreachable, (await fixture.GetAsync()).Answer.Failure);
    }

    [Fact]
    public async Task PolicyWindow_AppliesWhereTheResponseAllowsIt()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { StaleIfError = TimeSpan.FromHours(1) } };
        fixture.Origin.Script = exchange =>
            exchange.RespondAsync(
                200, "old", ("Cache-Control", exchange.Request.Target == "/open" ? "max-age=10" : "s-maxage=10"));
        await fixture.GetAsync("/open");
        await fixture.GetAsync("/strict");
        fixture.Origin.Script = static _ => throw new IOException("down");
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(CacheOutcome.StaleIfError, (await fixture.GetAsync("/open")).Outcome);
        Assert.Equal(OriginFailure.Unreachable, (await fixture.GetAsync("/strict")).Answer.Failure);
    }

    [Fact]
    public async Task NotModified_MergesFieldsAndKeepsTheBody()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer(
            "body", ("Cache-Control", "max-age=10"), ("ETag", "\"v1\""), ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"),
            ("X-A", "old"), ("X-B", "kept"), ("Content-Type", "text/plain"));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(
            304, "", ("Cache-Control", "max-age=30"), ("ETag", "\"v1\""), ("X-A", "new"), ("Content-Type", "text/wrong"));

        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        var revalidated = await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(29));
        var hit = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Revalidated, "body"), (revalidated.Outcome, revalidated.Body));
        Assert.Equal("EdgeGateway; fwd=stale; fwd-status=304; stored", revalidated.Answer.CacheStatus);
        Assert.Equal((CacheOutcome.Hit, "body"), (hit.Outcome, hit.Body));
        Assert.Equal(
            ("new", "kept", "text/plain"),
            (hit.Headers["X-A"].ToString(), hit.Headers["X-B"].ToString(), hit.Headers["Content-Type"].ToString()));
        Assert.Equal(29, hit.Stored!.GetAge().TotalSeconds);
        var sent = fixture.Origin.Requests[1].Headers;
        Assert.Equal(("\"v1\"", "Thu, 01 Jan 2026 00:00:00 GMT"), (sent.IfNoneMatch.ToString(), sent.IfModifiedSince.ToString()));
        Assert.Equal(1, fixture.Cache.Count);
    }

    [Fact]
    public async Task NotModified_KeepsSurrogateControlInForce()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Surrogate-Control", "max-age=10"), ("Cache-Control", "no-store"), ("ETag", "\"v1\""));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(304, "");
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        var revalidated = await fixture.GetAsync();
        var hit = await fixture.GetAsync();

        Assert.Equal((CacheOutcome.Revalidated, CacheOutcome.Hit), (revalidated.Outcome, hit.Outcome));
        Assert.Equal("", hit.Headers["Surrogate-Control"].ToString());
    }

    [Fact]
    public async Task NotModifiedThatForbidsSharing_AnswersTheOneAndIsForgotten()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=10"), ("ETag", "\"v1\""));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(304, "", ("Cache-Control", "private"));
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(CacheOutcome.Revalidated, (await fixture.GetAsync()).Outcome);
        await fixture.IdleAsync();
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
        Assert.True((await fixture.GetAsync()).Answer.MustForward);
    }

    [Fact]
    public async Task NotModifiedThatForbidsSharing_SendsTheWaitersOnTheirOwn()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=10"), ("ETag", "\"v1\""));
        await fixture.GetAsync();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(304, "", ("Cache-Control", "private"));
        };
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        var leader = fixture.GetAsync();
        var waiter = fixture.GetAsync();
        gate.SetResult();

        Assert.Equal(CacheOutcome.Revalidated, (await leader).Outcome);
        Assert.True((await waiter).Answer.MustForward);
        Assert.Equal(NotStoredReason.Private, (await waiter).NotStored);
    }

    [Fact]
    public async Task NotModifiedForAnotherTag_IsFetchedWhole()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10"), ("ETag", "\"v1\""));
        await fixture.GetAsync();
        fixture.Origin.Script = static exchange => exchange.Request.Headers.IfNoneMatch.Count > 0
            ? exchange.RespondAsync(304, "", ("ETag", "\"v2\""))
            : exchange.RespondAsync(200, "new", ("Cache-Control", "max-age=10"), ("ETag", "\"v2\""));
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        var got = await fixture.GetAsync();

        Assert.Equal(("new", 3), (got.Body, fixture.Origin.Count));
    }

    [Fact]
    public async Task UnaskedNotModified_IsAFailure()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(304, "");

        Assert.Equal(OriginFailure.Unreachable, (await fixture.GetAsync()).Answer.Failure);
    }

    [Fact]
    public async Task NoCacheWithValidator_IsValidatedForEveryRequest()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = static exchange => exchange.Request.Headers.IfNoneMatch.Count > 0
            ? exchange.RespondAsync(304, "")
            : exchange.RespondAsync(200, "x", ("Cache-Control", "no-cache"), ("ETag", "\"v1\""));
        await fixture.GetAsync();
        await fixture.IdleAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((CacheOutcome.Revalidated, "x"), ((await fixture.GetAsync()).Outcome, "x"));
            await fixture.IdleAsync();
        }

        Assert.Equal(4, fixture.Origin.Count);
    }

    [Fact]
    public async Task WallClockJump_DoesNotChangeFreshness()
    {
        // Only the wall clock of the response's arrival enters, through Date; what follows is counted in timestamps.
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"));

        var stored = (await fixture.GetAsync()).Stored!;

        Assert.Equal(TimeSpan.Zero, stored.GetAge());
        Assert.Equal(60, stored.GetTtlSeconds());
    }

    [Fact]
    public async Task RefusedReplacement_RemovesTheStaleEntry()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-if-error=100"));
        await fixture.GetAsync();
        fixture.Origin.Answer("mine", ("Cache-Control", "no-store"));
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        await fixture.GetAsync();
        await fixture.IdleAsync();

        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
    }
}
