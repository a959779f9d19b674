using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests.Ranges;

/// <summary>What a range request makes the cache fetch, and not fetch again.</summary>
public sealed class ColdRangeTests
{
    private static readonly (string, string) Range = ("Range", "bytes=0-1");

    [Theory]
    [InlineData("private", 2, NotStoredReason.Private)]
    [InlineData("max-age=60", 20_000_000, NotStoredReason.TooLarge)]
    public async Task WholeThatIsNotKept_IsAskedForOnceWhileItsPartsPass(string cacheControl, long length, NotStoredReason reason)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", cacheControl), ("Content-Length", $"{length}"));
            return Task.Delay(Timeout.Infinite, exchange.Cancellation);
        };
        var part = new HeaderDictionary { ["Cache-Control"] = cacheControl, ["Content-Range"] = $"bytes 0-1/{length}" };

        for (var visit = 0; visit < 5; visit++)
        {
            var request = fixture.Request("/", Range);
            var got = await fixture.GetAsync(request);
            Assert.Equal((true, reason), (got.Answer.MustForward, got.NotStored));
            fixture.Cache.Observe(request, got.Answer, 206, part);
            fixture.Time.Advance(TimeSpan.FromSeconds(6));
        }

        await fixture.IdleAsync();
        Assert.Equal(1, fixture.Origin.Count);
    }

    [Fact]
    public async Task PartOfWhatMayBeKept_DoesNotKeepTheWholeOut()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("mine", ("Cache-Control", "private"));
        var request = fixture.Request("/", Range);
        var passed = await fixture.GetAsync(request);
        await fixture.IdleAsync();
        fixture.Origin.Answer("shared", ("Cache-Control", "max-age=60"));

        fixture.Cache.Observe(
            request, passed.Answer, 206, new HeaderDictionary { ["Cache-Control"] = "max-age=60", ["Content-Range"] = "bytes 0-1/6" });
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        var got = await fixture.GetAsync(fixture.Request("/", Range));
        Assert.Equal((CacheOutcome.Miss, "shared"), (got.Outcome, got.Body));
    }

    [Theory]
    [InlineData("Authorization", "Basic A", NotStoredReason.Partial)]
    [InlineData("Cookie", "session=1", NotStoredReason.Partial)]
    public async Task PartForSomebody_IsTheOriginsToCut(string name, string value, NotStoredReason reason)
    {
        using var fixture = new CacheFixture();

        var got = await fixture.GetAsync("/", Range, (name, value));

        Assert.Equal((true, reason, 0), (got.Answer.MustForward, got.NotStored, fixture.Origin.Count));
    }
}
