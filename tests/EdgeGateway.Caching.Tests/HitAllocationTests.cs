using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests;

/// <summary>A hit is the hot path: the cache makes no garbage on it, whatever the request says.</summary>
public sealed class HitAllocationTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "Cache-Control", "max-age=0")]
    [InlineData("", "Cache-Control", "no-cache, no-store, min-fresh=5")]
    [InlineData("", "Range", "bytes=0-1")]
    [InlineData("", "If-None-Match", "\"v1\"")]
    [InlineData("Accept-Language", "Accept-Language", "en-US,en;q=0.9,de;q=0.8")]
    [InlineData("User-Agent", "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0")]
    public async Task Hit_MakesNoGarbage(string vary, string name, string value)
    {
        using var fixture = new CacheFixture();
        (string, string)[] fields = vary.Length == 0 ? [("Cache-Control", "max-age=60")] : [("Cache-Control", "max-age=60"), ("Vary", vary)];
        fixture.Origin.Answer("x", fields);
        var request = name.Length == 0 ? fixture.Request() : fixture.Request("/", (name, value));
        await fixture.GetAsync(fixture.Request("/", (name.Length == 0 ? "Accept" : name, name == "Range" ? "" : value)));
        await fixture.IdleAsync();

        Assert.Equal(0, Measure(fixture, request));
    }

    /// <summary>Bytes a hit, once the code is compiled for speed, which happens behind the test's back.</summary>
    private static long Measure(CacheFixture fixture, CacheRequest request)
    {
        const int hits = 200;
        var least = long.MaxValue;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (least > 0 && patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < hits; i++)
            {
                var answer = fixture.Cache.GetAsync(request, CancellationToken.None);
                if (!answer.IsCompletedSuccessfully || answer.Result.Outcome != CacheOutcome.Hit)
                {
                    Assert.Fail("No hit, or not at once.");
                }
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / hits);
        }

        return least;
    }
}
