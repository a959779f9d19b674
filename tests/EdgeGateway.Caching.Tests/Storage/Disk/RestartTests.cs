using System.Text;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Storage.Disk;

public sealed class RestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StoredResponse_IsServedAfterRestartAsItWas(bool killed)
    {
        using var fixture = new DiskFixture();
        fixture.Cache.Origin.Answer(
            "h\u00e9llo", ("Cache-Control", "max-age=60"), ("ETag", "\"v1\""), ("X-List", "a"), ("X-List", "b"), ("Content-Type", "text/plain"));
        var before = await fixture.Cache.GetAsync("/p?q=1");
        await fixture.WrittenAsync();

        Reopen(fixture, killed, TimeSpan.FromSeconds(20));
        var after = await fixture.Cache.GetAsync("/p?q=1");

        Assert.Equal((CacheOutcome.Hit, "h\u00e9llo", 0), (after.Outcome, after.Body, fixture.Cache.Origin.Count));
        Assert.Equal(before.Stored!.StatusCode, after.Stored!.StatusCode);
        Assert.Equal("a,b", after.Headers["X-List"].ToString());
        Assert.Equal("\"v1\"", after.Stored.ETag);
        Assert.Equal((20, 40), ((int)after.Stored.GetAge().TotalSeconds, after.Stored.GetTtlSeconds()));
        Assert.Equal(CacheOutcome.Miss, (await fixture.Cache.GetAsync("/p?q=2")).Outcome);
    }

    [Fact]
    public async Task WhatBecameStaleWhileStopped_IsValidatedWithTheOrigin()
    {
        using var fixture = new DiskFixture();
        fixture.Cache.Origin.Answer("old", ("Cache-Control", "max-age=60"), ("ETag", "\"v1\""));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        fixture.Restart(TimeSpan.FromHours(1));
        fixture.Cache.Origin.Script = exchange => exchange.RespondAsync(304, "", ("Cache-Control", "max-age=60"), ("ETag", "\"v1\""));
        var got = await fixture.Cache.GetAsync();

        Assert.Equal((CacheOutcome.Revalidated, "old"), (got.Outcome, got.Body));
        Assert.Equal("\"v1\"", fixture.Cache.Origin.Requests.Single().Headers.IfNoneMatch.ToString());
    }

    [Fact]
    public async Task StaleWindows_GoOnAfterRestart()
    {
        using var fixture = new DiskFixture();
        fixture.Cache.Origin.Answer("old", ("Cache-Control", "max-age=60, stale-while-revalidate=600"));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        fixture.Restart(TimeSpan.FromMinutes(5));
        var got = await fixture.Cache.GetAsync();

        Assert.Equal((CacheOutcome.StaleWhileRevalidate, "old"), (got.Outcome, got.Body));
    }

    [Fact]
    public async Task EachVariant_ComesBackForThoseItWasSelectedBy()
    {
        using var fixture = new DiskFixture();
        fixture.Cache.Origin.Script = exchange => exchange.RespondAsync(
            200, "in " + exchange.Request.Headers.AcceptLanguage, ("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));
        await fixture.Cache.GetAsync("/", ("Accept-Language", "de"));
        await fixture.Cache.GetAsync("/", ("Accept-Language", "fr"));
        await fixture.WrittenAsync();

        fixture.Kill();
        var french = await fixture.Cache.GetAsync("/", ("Accept-Language", "fr"));
        var german = await fixture.Cache.GetAsync("/", ("Accept-Language", "de"));
        var english = await fixture.Cache.GetAsync("/", ("Accept-Language", "en"));

        Assert.Equal((CacheOutcome.Hit, "in fr"), (french.Outcome, french.Body));
        Assert.Equal((CacheOutcome.Hit, "in de"), (german.Outcome, german.Body));
        Assert.Equal((CacheOutcome.Miss, "in en"), (english.Outcome, english.Body));
    }

    [Fact]
    public async Task NewestVersion_IsTheOneThatComesBack()
    {
        using var fixture = new DiskFixture();
        for (var version = 1; version <= 5; version++)
        {
            fixture.Cache.Origin.Answer($"v{version}", ("Cache-Control", "max-age=60"));
            await fixture.Cache.GetAsync();
            await fixture.WrittenAsync();
            fixture.Cache.Time.Advance(TimeSpan.FromSeconds(61));
        }

        fixture.Cache.Origin.Answer("v6", ("Cache-Control", "max-age=60"));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();
        fixture.Kill();

        Assert.Equal("v6", (await fixture.Cache.GetAsync()).Body);
        Assert.Equal(1, fixture.Cache.Cache.DiskCount);
    }

    [Fact]
    public async Task RefusedSuccessor_EndsWhatDiskHolds()
    {
        using var fixture = new DiskFixture();
        fixture.Cache.Origin.Answer("public", ("Cache-Control", "max-age=60, stale-if-error=6000"));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();
        fixture.Cache.Time.Advance(TimeSpan.FromSeconds(61));
        fixture.Cache.Origin.Answer("private", ("Cache-Control", "no-store"));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        fixture.Kill();
        fixture.Cache.Origin.Script = _ => throw new IOException("down");

        Assert.Null((await fixture.Cache.GetAsync()).Stored);
    }

    [Fact]
    public async Task RulesInForceNow_DecideWhetherItIsKept()
    {
        using var fixture = new DiskFixture();
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        fixture.Restart();
        fixture.Cache.Policy = new CachePolicy { Mode = CacheMode.Bypass };

        Assert.NotEqual(CacheOutcome.Hit, (await fixture.Cache.GetAsync()).Outcome);
    }

    [Fact]
    public async Task EvictedFromMemory_ComesBackFromDisk()
    {
        using var fixture = new DiskFixture();
        await fixture.Cache.GetAsync("/1");
        await fixture.WrittenAsync();
        fixture.Restart();

        Assert.Equal(0, fixture.Cache.Cache.Count);
        Assert.Equal(CacheOutcome.Hit, (await fixture.Cache.GetAsync("/1")).Outcome);
        Assert.Equal(1, fixture.Cache.Cache.Count);
        var bytes = fixture.Cache.Cache.Bytes;
        Assert.Equal(1, fixture.Cache.Cache.PurgeAll(PurgeMode.Hard));
        Assert.Equal((0L, true), (fixture.Cache.Cache.Bytes, bytes > 0));
    }

    [Fact]
    public async Task Crowd_WaitsForOneRead()
    {
        using var fixture = new DiskFixture();
        fixture.Cache.Origin.Answer(new string('x', 500_000), ("Cache-Control", "max-age=60"));
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();
        fixture.Restart();

        var got = await CacheFixture.Patience(Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => fixture.Cache.GetAsync()))));

        Assert.All(got, g => Assert.Equal((CacheOutcome.Hit, 500_000), (g.Outcome, g.Body.Length)));
        Assert.Single(got.Select(g => g.Stored).Distinct());
        Assert.Equal(0, fixture.Cache.Origin.Count);
    }

    [Fact]
    public async Task ClockSetForward_MakesEntriesStaleEarly()
    {
        using var fixture = new DiskFixture();
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        fixture.Kill(TimeSpan.FromDays(400));

        Assert.Equal(CacheOutcome.Miss, (await fixture.Cache.GetAsync()).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClockSetBack_MakesNothingYounger(bool killed)
    {
        using var fixture = new DiskFixture();
        await fixture.Cache.GetAsync("/old");
        fixture.Cache.Time.Advance(TimeSpan.FromSeconds(50));
        await fixture.Cache.GetAsync("/new");
        await fixture.WrittenAsync();

        Reopen(fixture, killed, TimeSpan.FromDays(-400));
        var old = await fixture.Cache.GetAsync("/old");

        Assert.Equal((CacheOutcome.Hit, 10), (old.Outcome, old.Stored!.GetTtlSeconds()));
    }

    [Fact]
    public async Task SavedDerivedContent_IsRestoredInsteadOfDerived()
    {
        var deriver = new Upper();
        using var fixture = new DiskFixture(deriver: deriver);
        await fixture.Cache.GetAsync();
        await fixture.WrittenAsync();

        fixture.Restart();
        var got = await fixture.Cache.GetAsync();

        Assert.Equal("HELLO", Assert.IsType<Text>(got.Stored!.Derived).Value);
        Assert.Equal((1, 1), (deriver.Derived, deriver.Restored));
    }

    private static void Reopen(DiskFixture fixture, bool killed, TimeSpan stopped)
    {
        if (killed)
        {
            fixture.Kill(stopped);
        }
        else
        {
            fixture.Restart(stopped);
        }
    }

    private sealed record Text(string Value) : IDerivedContent
    {
        public long SizeBytes => 100;
    }

    private sealed class Upper : IResponseDeriver
    {
        public int Derived { get; private set; }

        public int Restored { get; private set; }

        public IDerivedContent? Derive(StoredResponse response, object? origin)
        {
            Derived++;
            return new Text(Encoding.UTF8.GetString(response.Body.Bytes.Span).ToUpperInvariant());
        }

        public byte[]? Save(IDerivedContent content) => Encoding.UTF8.GetBytes(((Text)content).Value);

        public IDerivedContent? Restore(StoredResponse response, ReadOnlyMemory<byte> saved, object? origin)
        {
            Restored++;
            return new Text(Encoding.UTF8.GetString(saved.Span));
        }
    }
}
