using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Storage.Disk;

/// <summary>What was purged never comes back, whatever happens to the process.</summary>
public sealed class DurablePurgeTests
{
    public static TheoryData<string, bool> Kinds => new()
    {
        { "url", true }, { "url", false }, { "tag", true }, { "tag", false }, { "prefix", true }, { "prefix", false },
        { "host", true }, { "host", false }, { "all", true }, { "all", false }, { "unsafe", true }, { "unsafe", false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task HardPurge_OutlivesTheProcess(string kind, bool onlyOnDisk)
    {
        using var fixture = await FilledAsync("max-age=600, stale-if-error=6000");
        if (onlyOnDisk)
        {
            fixture.Restart();
        }

        Purge(fixture, kind, PurgeMode.Hard);
        Assert.Equal(CacheOutcome.Bypass, (await PeekAsync(fixture, "/a/1")).Outcome);
        fixture.Kill();

        Assert.Equal(CacheOutcome.Bypass, (await PeekAsync(fixture, "/a/1")).Outcome);
        var other = await PeekAsync(fixture, "/b");
        Assert.Equal(kind is "all" or "host" ? CacheOutcome.Bypass : CacheOutcome.Hit, other.Outcome);
        fixture.Kill();
        Assert.Equal(CacheOutcome.Bypass, (await PeekAsync(fixture, "/a/1")).Outcome);
    }

    [Theory]
    [InlineData("url")]
    [InlineData("tag")]
    [InlineData("prefix")]
    [InlineData("host")]
    [InlineData("all")]
    public async Task SoftPurge_LeavesStaleWindowsThatCountFromIt(string kind)
    {
        using var fixture = await FilledAsync("max-age=600, stale-while-revalidate=100");
        Purge(fixture, kind, PurgeMode.Soft);
        fixture.Kill(TimeSpan.FromSeconds(30));

        var got = await fixture.Cache.GetAsync("/a/1");
        await fixture.Cache.IdleAsync();

        Assert.Equal((CacheOutcome.StaleWhileRevalidate, "1"), (got.Outcome, got.Body));
        Assert.Equal(CacheOutcome.Hit, (await fixture.Cache.GetAsync("/a/1")).Outcome);
        await fixture.WrittenAsync();
        fixture.Kill();
        Assert.Equal(CacheOutcome.Hit, (await fixture.Cache.GetAsync("/a/1")).Outcome);
    }

    [Fact]
    public async Task SoftPurgeLongAgo_LeavesNothing()
    {
        using var fixture = await FilledAsync("max-age=600, stale-while-revalidate=100");
        Purge(fixture, "tag", PurgeMode.Soft);
        fixture.Kill(TimeSpan.FromSeconds(101));

        Assert.Equal(CacheOutcome.Miss, (await fixture.Cache.GetAsync("/a/1")).Outcome);
    }

    [Fact]
    public async Task WhatIsStoredAfterThePurge_Stays()
    {
        using var fixture = await FilledAsync("max-age=600");
        foreach (var kind in (string[])["url", "tag", "prefix", "host", "all"])
        {
            Purge(fixture, kind, PurgeMode.Hard);
            await fixture.Cache.GetAsync("/a/1");
            await fixture.WrittenAsync();
            fixture.Kill();
            Assert.Equal(CacheOutcome.Hit, (await PeekAsync(fixture, "/a/1")).Outcome);
        }
    }

    [Fact]
    public async Task PurgeWhileItIsBeingWritten_IsNotForgotten()
    {
        for (var round = 0; round < 60; round++)
        {
            using var fixture = new DiskFixture();
            fixture.Cache.Origin.Answer("x", ("Cache-Control", "max-age=600"), ("Surrogate-Key", "t"));
            var stored = Task.Run(() => fixture.Cache.GetAsync("/a/1"));
            if (round % 3 != 0)
            {
                await stored;
            }

            Purge(fixture, round % 2 == 0 ? "tag" : "unsafe", PurgeMode.Hard);
            var began = !stored.IsCompleted;
            await stored;
            await fixture.WrittenAsync();
            var before = (await PeekAsync(fixture, "/a/1")).Outcome;
            fixture.Kill();

            var after = (await PeekAsync(fixture, "/a/1")).Outcome;
            Assert.True(began || after == CacheOutcome.Bypass, $"Round {round}: purged, then '{before}', after the restart '{after}'.");
        }
    }

    [Fact]
    public async Task TooManyPurges_StandForAPurgeOfEverything()
    {
        using var fixture = await FilledAsync("max-age=600");
        for (var i = 0; i < 300; i++)
        {
            fixture.Cache.Cache.PurgePrefix($"https://other.example/{i}", PurgeMode.Hard);
        }

        fixture.Kill();

        Assert.Equal(CacheOutcome.Bypass, (await PeekAsync(fixture, "/b")).Outcome);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("bit")]
    [InlineData("tail")]
    public async Task DamagedJournal_MeansNothingFromBeforeIsServed(string damage)
    {
        using var fixture = await FilledAsync("max-age=600");
        Purge(fixture, "tag", PurgeMode.Hard);
        fixture.Kill(meanwhile: () =>
        {
            var path = Path.Combine(fixture.Folder, "purges");
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= damage == "bit" ? (byte)1 : (byte)0;
            File.WriteAllBytes(path, damage switch { "cut" => bytes[..^3], "tail" => [.. bytes, 7], _ => bytes });
        });

        Assert.Equal(CacheOutcome.Bypass, (await PeekAsync(fixture, "/b")).Outcome);
        await fixture.Cache.GetAsync("/b");
        await fixture.WrittenAsync();
        fixture.Kill();
        Assert.Equal(CacheOutcome.Hit, (await PeekAsync(fixture, "/b")).Outcome);
    }

    private static async Task<DiskFixture> FilledAsync(string cacheControl)
    {
        var fixture = new DiskFixture();
        fixture.Cache.Origin.Script = exchange => exchange.RespondAsync(
            200, exchange.Request.Target[^1..], ("Cache-Control", cacheControl),
            ("Surrogate-Key", exchange.Request.Target.StartsWith("/a", StringComparison.Ordinal) ? "t" : "other"));
        await fixture.Cache.GetAsync("/a/1");
        await fixture.Cache.GetAsync("/b");
        await fixture.WrittenAsync();
        return fixture;
    }

    private static int Purge(DiskFixture fixture, string kind, PurgeMode mode) => kind switch
    {
        "url" => fixture.Cache.Cache.PurgeUrl("https://shop.example/a/1", mode),
        "tag" => fixture.Cache.Cache.PurgeTag("t", mode),
        "prefix" => fixture.Cache.Cache.PurgePrefix("https://shop.example/a/", mode),
        "host" => fixture.Cache.Cache.PurgeHost("shop.example", mode),
        "all" => fixture.Cache.Cache.PurgeAll(mode),
        _ => fixture.Cache.Cache.Invalidate("https", "shop.example", "/a/1"),
    };

    /// <summary>Asks without causing a fetch, as a request with a cookie that counts does.</summary>
    private static Task<Got> PeekAsync(DiskFixture fixture, string target)
    {
        var shared = fixture.Cache.Request(target);
        var policy = fixture.Cache.Policy;
        return fixture.Cache.GetAsync(new CacheRequest
        {
            Method = "HEAD",
            Scheme = shared.Scheme,
            Host = shared.Host,
            Target = target,
            Headers = shared.Headers,
            Policy = policy,
        });
    }
}
