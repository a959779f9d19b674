using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Storage;

public sealed class MemoryTests
{
    private static readonly PageCacheOptions Small = new() { MaxBytes = 1 << 20 };

    [Fact]
    public async Task FloodOfPages_StaysUnderTheCap()
    {
        using var fixture = new CacheFixture(Small);
        var body = new string('x', 10_000);
        fixture.Origin.Answer(body, ("Cache-Control", "max-age=60"), ("Surrogate-Key", "t"));

        for (var i = 0; i < 500; i++)
        {
            await fixture.GetAsync($"/{i}");
            await fixture.IdleAsync();
            Assert.InRange(fixture.Cache.Bytes, 0, Small.MaxBytes);
        }

        Assert.InRange(fixture.Cache.Count, 80, 104);
        Assert.Equal(fixture.Cache.Count, fixture.Cache.PurgeTag("t", PurgeModeHard));
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
    }

    [Fact]
    public async Task Scan_DoesNotEvictTheHotSet()
    {
        using var fixture = new CacheFixture(Small);
        fixture.Origin.Answer(new string('x', 10_000), ("Cache-Control", "max-age=600"));
        for (var round = 0; round < 5; round++)
        {
            for (var hot = 0; hot < 30; hot++)
            {
                await fixture.GetAsync($"/hot/{hot}");
            }
        }

        for (var i = 0; i < 1000; i++)
        {
            await fixture.GetAsync($"/scan/{i}");
        }

        var hits = 0;
        for (var hot = 0; hot < 30; hot++)
        {
            hits += (await fixture.GetAsync($"/hot/{hot}")).Outcome == CacheOutcome.Hit ? 1 : 0;
        }

        Assert.Equal(30, hits);
    }

    [Fact]
    public async Task BodyLargerThanTheCache_IsPassedOnWithoutStoring()
    {
        using var fixture = new CacheFixture(Small);
        await fixture.GetAsync("/small");
        fixture.Origin.Answer(new string('x', 3 << 20), ("Cache-Control", "max-age=60"));

        var got = await fixture.GetAsync("/large");
        await fixture.IdleAsync();

        Assert.Equal(3 << 20, got.Body.Length);
        Assert.InRange(fixture.Cache.Bytes, 0, Small.MaxBytes);
        Assert.Equal(CacheOutcome.Bypass, (await fixture.GetAsync("/large")).Outcome);
    }

    [Fact]
    public async Task ConcurrentUse_LeavesNothingUnaccounted()
    {
        using var fixture = new CacheFixture(Small);
        fixture.Origin.Answer(new string('x', 20_000), ("Cache-Control", "max-age=60"), ("Surrogate-Key", "t"), ("Vary", "X-V"));

        await CacheFixture.Patience(Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 1500; i++)
            {
                var got = await fixture.GetAsync(
                    $"/{random.Next(120)}", ("X-V", random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture)));
                Assert.True(got.Answer.MustForward || got.Body.Length == 20_000);
                if (random.Next(50) == 0)
                {
                    fixture.Cache.PurgeTag("t", PurgeModeHard);
                }
            }
        }))));
        await fixture.IdleAsync();

        Assert.InRange(fixture.Cache.Bytes, 0, Small.MaxBytes);
        Assert.Equal(fixture.Cache.Count, fixture.Cache.PurgeAll(PurgeModeHard));
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
    }

    [Fact]
    public async Task Hit_AllocatesLittle()
    {
        using var fixture = new CacheFixture();
        await fixture.GetAsync("/product/12345?color=red");
        var request = fixture.Request(
            "/product/12345?color=red", ("Cookie", "edge_id=v1.abc; _ga=GA1.2.3"), ("Accept-Encoding", "gzip, br"));
        await fixture.Cache.GetAsync(request, default);

        var length = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            // A hit completes at once, so this stays on one thread.
            var answer = await fixture.Cache.GetAsync(request, default);
            length += answer.CacheStatus.Length;
        }

        Assert.Equal(24 * 1000, length);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        Assert.InRange(each, 0, 300);
    }

    [Fact]
    public void StoredHeaders_AreFoundWithoutCaseAndCopied()
    {
        var headers = new StoredHeaders(["Content-Type", "X-A"], ["text/html", new(["1", "2"])]);
        var target = new Microsoft.AspNetCore.Http.HeaderDictionary();

        headers.CopyTo(target);

        Assert.Equal("text/html", headers["content-type"].ToString());
        Assert.Equal(0, headers["none"].Count);
        Assert.Equal("1,2", target["X-A"].ToString());
    }

    private static Caching.Invalidation.PurgeMode PurgeModeHard => Caching.Invalidation.PurgeMode.Hard;
}
