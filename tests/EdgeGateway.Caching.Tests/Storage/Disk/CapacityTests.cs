using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Storage.Disk;

public sealed class CapacityTests
{
    private const long Cap = 8 << 20;

    [Fact]
    public async Task Flood_StaysUnderTheCapAndKeepsWhatMemoryHolds()
    {
        using var fixture = new DiskFixture(Cap);
        fixture.Cache.Origin.Answer(new string('x', 20_000), ("Cache-Control", "max-age=6000"));
        for (var i = 0; i < 1500; i++)
        {
            await fixture.Cache.GetAsync($"/{i}");
            if (i % 10 == 0)
            {
                await fixture.WrittenAsync();
                Assert.InRange(FolderBytes(fixture), 0, Cap);
                Assert.InRange(fixture.Cache.Cache.DiskBytes, 0, Cap);
            }
        }

        await fixture.WrittenAsync();
        Assert.InRange(fixture.Cache.Cache.DiskCount, 200, 420);
        fixture.Kill();
        Assert.Equal(CacheOutcome.Hit, (await fixture.Cache.GetAsync("/1499")).Outcome);
    }

    [Fact]
    public async Task WhatIsReadAgainAndAgain_OutlivesItsSegment()
    {
        using var fixture = new DiskFixture(Cap);
        fixture.Cache.Origin.Answer(new string('x', 20_000), ("Cache-Control", "max-age=6000"));
        await fixture.Cache.GetAsync("/hot");
        for (var i = 0; i < 1500; i++)
        {
            await fixture.Cache.GetAsync($"/{i}");
            if (i % 50 == 0)
            {
                await fixture.WrittenAsync();
                fixture.Kill();
                Assert.Equal((i, CacheOutcome.Hit), (i, (await fixture.Cache.GetAsync("/hot")).Outcome));
            }
        }
    }

    [Fact]
    public async Task ResponseLargerThanASegment_StaysInMemoryAlone()
    {
        using var fixture = new DiskFixture(Cap);
        fixture.Cache.Origin.Answer(new string('x', 3 << 20), ("Cache-Control", "max-age=6000"));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        Assert.Equal((0, 1), (fixture.Cache.Cache.DiskCount, fixture.Cache.Cache.Count));
    }

    [Fact]
    public async Task ManyThreads_GetTheRightPagesWhileSegmentsComeAndGo()
    {
        using var fixture = new DiskFixture(Cap);
        fixture.Cache.Origin.Script = exchange => exchange.RespondAsync(
            200, exchange.Request.Target + new string('x', 10_000), ("Cache-Control", "max-age=6000"), ("Surrogate-Key", "t"));

        for (var life = 0; life < 3; life++)
        {
            await CacheFixture.Patience(Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
            {
                var random = new Random(worker);
                for (var i = 0; i < 1500; i++)
                {
                    var target = $"/{random.Next(1500)}";
                    var got = await fixture.Cache.GetAsync(target);
                    Assert.True(got.Answer.MustForward || got.Body.StartsWith(target + "x", StringComparison.Ordinal), target);
                    if (random.Next(700) == 0)
                    {
                        fixture.Cache.Cache.PurgeTag("t", Caching.Invalidation.PurgeMode.Hard);
                    }
                }
            }))));
            await fixture.WrittenAsync();
            fixture.Kill();
            Assert.InRange(FolderBytes(fixture), 0, Cap);
        }
    }

    private static long FolderBytes(DiskFixture fixture) => fixture.Segments.Sum(f => new FileInfo(f).Length);
}
