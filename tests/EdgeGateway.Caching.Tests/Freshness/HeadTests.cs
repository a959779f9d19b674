using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Freshness;

/// <summary>HEAD and what it does to what is stored (RFC 9111 section 4.3.5).</summary>
public sealed class HeadTests
{
    private const string Date = "Thu, 01 Jan 2026 00:00:00 GMT";

    [Theory]
    [InlineData("", "")]
    [InlineData("ETag", "\"v1\"")]
    [InlineData("Last-Modified", Date)]
    [InlineData("Content-Length", "4")]
    public async Task AnswerForTheSameBody_FreshensWhatIsStored(string name, string value)
    {
        using var fixture = await StaleAsync();
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, "", [("Cache-Control", "max-age=100"), ("X-A", "new"), .. name.Length > 0 ? [(name, value)] : Array.Empty<(string, string)>()]);

        var head = await fixture.GetAsync(fixture.With("HEAD", "/", ("X-Visitor", "1")));
        var get = await fixture.GetAsync();

        Assert.Equal("HEAD", fixture.Origin.Requests[1].Method);
        Assert.Equal((CacheOutcome.Revalidated, "new"), (head.Outcome, head.Headers["X-A"].ToString()));
        Assert.Equal("EdgeGateway; fwd=stale; fwd-status=200; stored", head.Answer.CacheStatus);
        Assert.Equal((CacheOutcome.Hit, "body", "new"), (get.Outcome, get.Body, get.Headers["X-A"].ToString()));
        Assert.Equal("kept", get.Headers["X-B"]);
        Assert.Equal(2, fixture.Origin.Count);
    }

    [Theory]
    [InlineData(200, "ETag", "\"v2\"")]
    [InlineData(200, "ETag", "W/\"v1\"")]
    [InlineData(200, "Last-Modified", "Fri, 02 Jan 2026 00:00:00 GMT")]
    [InlineData(200, "Content-Length", "5")]
    [InlineData(200, "Content-Encoding", "gzip")]
    [InlineData(404, "X-A", "new")]
    [InlineData(503, "X-A", "new")]
    public async Task AnswerForAnotherBody_IsPassedOnAndLeavesTheStoredOneStale(int status, string name, string value)
    {
        using var fixture = await StaleAsync();
        fixture.Origin.Script = exchange => exchange.RespondAsync(status, "", ("Cache-Control", "max-age=100"), (name, value));

        var head = await fixture.GetAsync(fixture.With("HEAD", "/"));
        fixture.Origin.Script = static exchange => exchange.RespondAsync(304, "", ("Cache-Control", "max-age=10"));
        var get = await fixture.GetAsync();

        Assert.Equal((status, NotStoredReason.Method), (head.Answer.Fill!.StatusCode, head.NotStored));
        Assert.Equal((CacheOutcome.Revalidated, "body"), (get.Outcome, get.Body));
    }

    [Fact]
    public async Task NotModified_AnswersHeadFromTheStore()
    {
        using var fixture = await StaleAsync();
        fixture.Origin.Script = static exchange => exchange.RespondAsync(304, "", ("Cache-Control", "max-age=10"));

        var head = await fixture.GetAsync(fixture.With("HEAD", "/"));

        Assert.Equal((CacheOutcome.Revalidated, "kept"), (head.Outcome, head.Headers["X-B"].ToString()));
        Assert.Equal("\"v1\"", fixture.Origin.Requests[1].Headers.IfNoneMatch);
    }

    [Fact]
    public async Task ColdHead_Passes()
    {
        using var fixture = new CacheFixture();

        var got = await fixture.GetAsync(fixture.With("HEAD", "/"));

        Assert.True(got.Answer.MustForward);
        Assert.Equal("EdgeGateway; fwd=method", got.Answer.CacheStatus);
    }

    [Fact]
    public async Task GetBesideARunningHead_FetchesItsOwn()
    {
        using var fixture = await StaleAsync();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            if (exchange.Request.Method == "HEAD")
            {
                await gate.Task;
            }

            await exchange.RespondAsync(200, exchange.Request.Method == "HEAD" ? "" : "second", ("Cache-Control", "max-age=10"));
        };

        var head = fixture.GetAsync(fixture.With("HEAD", "/"));
        var get = await fixture.GetAsync();
        gate.SetResult();
        await head;

        Assert.Equal("second", get.Body);
        Assert.Equal("second", (await fixture.GetAsync()).Body);
    }

    [Fact]
    public async Task StaleWhileRevalidate_FetchesTheWholeInTheBackground()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("old", ("Cache-Control", "max-age=10, stale-while-revalidate=60"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        fixture.Origin.Answer("new", ("Cache-Control", "max-age=10"));

        Assert.Equal(CacheOutcome.StaleWhileRevalidate, (await fixture.GetAsync(fixture.With("HEAD", "/"))).Outcome);
        await fixture.IdleAsync();

        Assert.Equal("new", (await fixture.GetAsync()).Body);
        Assert.Equal("GET", fixture.Origin.Requests[1].Method);
    }

    private static async Task<CacheFixture> StaleAsync()
    {
        var fixture = new CacheFixture();
        fixture.Origin.Answer(
            "body", ("Cache-Control", "max-age=10"), ("ETag", "\"v1\""), ("Last-Modified", Date), ("X-A", "old"), ("X-B", "kept"));
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        return fixture;
    }
}
