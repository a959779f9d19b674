using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Invalidation;

public sealed class PurgeTests
{
    [Fact]
    public async Task Invalidate_RemovesAllVariantsOfTheTarget()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));
        await fixture.GetAsync("/a", ("Accept-Language", "de"));
        await fixture.GetAsync("/a", ("Accept-Language", "fr"));
        await fixture.GetAsync("/b");

        Assert.Equal(2, fixture.Cache.Invalidate("https", "SHOP.example:443", "/a"));
        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/a", ("Accept-Language", "de"))).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/b")).Outcome);
        Assert.Equal(0, fixture.Cache.Invalidate("https", "shop.example", "/none"));
    }

    [Fact]
    public async Task Invalidate_FollowsTheQueryRulesOfThePolicy()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { QueryIgnore = ["utm_*"] } };
        await fixture.GetAsync("/a?utm_source=x");

        Assert.Equal(1, fixture.Cache.Invalidate("https", "shop.example", "/a?utm_source=y", fixture.Policy));
    }

    [Theory]
    [InlineData(PurgeMode.Hard, CacheOutcome.Miss)]
    [InlineData(PurgeMode.Soft, CacheOutcome.StaleWhileRevalidate)]
    public async Task PurgeUrl_RemovesOrMarksStale(PurgeMode mode, CacheOutcome next)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60, stale-while-revalidate=60"));
        await fixture.GetAsync("/a%2Fb?q=1");

        Assert.Equal(1, fixture.Cache.PurgeUrl("https://shop.example/a%2Fb?q=1", mode));
        Assert.Equal(next, (await fixture.GetAsync("/a%2Fb?q=1")).Outcome);
    }

    [Fact]
    public void PurgeOfARelativeUrl_IsRefused()
    {
        using var fixture = new CacheFixture();

        var exception = Assert.Throws<ArgumentException>(() => fixture.Cache.PurgeUrl("/a", PurgeMode.Hard));

        Assert.StartsWith(
            "The URL '/a' to purge is not absolute; accepted is 'https://host/path'.", exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Surrogate-Key", "a b")]
    [InlineData("Cache-Tag", "a, b")]
    [InlineData("xkey", "b")]
    public async Task PurgeTag_HitsWhatCarriesIt(string field, string value)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { Tags = ["page"] } };
        fixture.Origin.Script = exchange => exchange.Request.Target == "/tagged"
            ? exchange.RespondAsync(200, "x", ("Cache-Control", "max-age=60"), (field, value))
            : exchange.RespondAsync(200, "x", ("Cache-Control", "max-age=60"));
        await fixture.GetAsync("/tagged");
        await fixture.GetAsync("/plain");

        Assert.Equal(1, fixture.Cache.PurgeTag("b", PurgeMode.Hard));
        Assert.Equal(0, fixture.Cache.PurgeTag("b", PurgeMode.Hard));
        Assert.Equal(1, fixture.Cache.PurgeTag("page", PurgeMode.Hard));
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
    }

    [Fact]
    public async Task PurgeAll_EmptiesTheCache()
    {
        using var fixture = new CacheFixture();
        for (var i = 0; i < 50; i++)
        {
            await fixture.GetAsync($"/{i}");
        }

        await fixture.IdleAsync();
        Assert.Equal(50, fixture.Cache.PurgeAll(PurgeMode.Hard));
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/1")).Outcome);
    }

    [Theory]
    [InlineData("https://shop.example/product/", 2)]
    [InlineData("https://shop.example/product/1?q=", 1)]
    [InlineData("https://SHOP.example:443/", 4)]
    [InlineData("https://shop.example", 4)]
    [InlineData("https://shop.example/\u00e9", 1)]
    [InlineData("https://shop.exampl", 0)]
    [InlineData("http://shop.example/", 4)]
    [InlineData("https://shop.example/product/1?q=ax", 0)]
    public async Task PurgePrefix_HitsWhatBeginsWithIt(string prefix, int hit)
    {
        using var fixture = new CacheFixture();
        string[] targets = ["/product/1?q=a", "/product/2", "/about", "/\u00e9t\u00e9"];
        foreach (var target in targets)
        {
            await fixture.GetAsync(target);
        }

        Assert.Equal(hit, fixture.Cache.PurgePrefix(prefix, PurgeMode.Hard));
        Assert.Equal(4 - hit, fixture.Cache.Count);
    }

    [Theory]
    [InlineData("shop.example", 2)]
    [InlineData("SHOP.example.", 2)]
    [InlineData("shop.example:443", 1)]
    [InlineData("shop.example:80", 1)]
    [InlineData("shop.example:8443", 0)]
    [InlineData("other.example", 0)]
    public async Task PurgeHost_HitsBothSchemes(string host, int hit)
    {
        using var fixture = new CacheFixture();
        await fixture.GetAsync("/");
        await fixture.GetAsync(new CacheRequest
        {
            Method = "GET",
            Scheme = "http",
            Host = "shop.example",
            Target = "/",
            Headers = new Microsoft.AspNetCore.Http.HeaderDictionary(),
        });

        Assert.Equal(hit, fixture.Cache.PurgeHost(host, PurgeMode.Hard));
        Assert.Equal(2 - hit, fixture.Cache.Count);
    }

    [Fact]
    public async Task SoftPurgeOfEveryKind_KeepsTheEntriesAsStale()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60, stale-while-revalidate=60"), ("Surrogate-Key", "t"));
        Func<int>[] purges =
        [
            () => fixture.Cache.PurgePrefix("https://shop.example/", PurgeMode.Soft),
            () => fixture.Cache.PurgeHost("shop.example", PurgeMode.Soft),
            () => fixture.Cache.PurgeTag("t", PurgeMode.Soft),
            () => fixture.Cache.PurgeAll(PurgeMode.Soft),
        ];
        foreach (var purge in purges)
        {
            await fixture.GetAsync();
            await fixture.IdleAsync();
            Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync()).Outcome);

            Assert.Equal(1, purge());
            Assert.Equal(CacheOutcome.StaleWhileRevalidate, (await fixture.GetAsync()).Outcome);
            await fixture.IdleAsync();
        }
    }

    [Fact]
    public async Task LargePurge_IsSeenAtOnceAndGivesItsRoomBack()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Surrogate-Key", "t u"));
        for (var i = 0; i < 3000; i++)
        {
            await fixture.GetAsync($"/{i}");
        }

        await fixture.IdleAsync();
        Assert.Equal(3000, fixture.Cache.PurgeTag("t", PurgeMode.Hard));
        Assert.Equal(0, fixture.Cache.PurgeTag("u", PurgeMode.Hard));
        for (var i = 0; i < 3000; i += 500)
        {
            Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync($"/{i}")).Outcome);
        }

        await fixture.IdleAsync();
        while (fixture.Cache.PendingPurges > 0)
        {
            await Task.Yield();
        }

        Assert.Equal(6, fixture.Cache.Count);
        Assert.Equal(6, fixture.Cache.PurgeTag("u", PurgeMode.Hard));
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
    }

    [Theory]
    [InlineData("url")]
    [InlineData("tag")]
    [InlineData("prefix")]
    [InlineData("host")]
    [InlineData("all")]
    [InlineData("unsafe")]
    public async Task FetchThatBeganBeforeThePurge_IsNotKept(string kind)
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"), ("Surrogate-Key", "t"));
            await gate.Task;
            await exchange.WriteAsync("old");
        };
        using var fill = (await fixture.Cache.GetAsync(fixture.Request(), default)).Fill!;

        _ = kind switch
        {
            "url" => fixture.Cache.PurgeUrl("https://shop.example/", PurgeMode.Hard),
            "tag" => fixture.Cache.PurgeTag("t", PurgeMode.Hard),
            "prefix" => fixture.Cache.PurgePrefix("https://shop.example/", PurgeMode.Hard),
            "host" => fixture.Cache.PurgeHost("shop.example", PurgeMode.Hard),
            "all" => fixture.Cache.PurgeAll(PurgeMode.Hard),
            _ => fixture.Cache.Invalidate("https", "shop.example", "/"),
        };
        gate.SetResult();
        var read = new MemoryStream();
        await fill.CopyToAsync(read, default);
        await fixture.IdleAsync();
        fixture.Origin.Answer("new", ("Cache-Control", "max-age=60"));

        Assert.Equal(3, read.Length);
        Assert.Equal((0, 0L), (fixture.Cache.Count, fixture.Cache.Bytes));
        Assert.Equal((CacheOutcome.Miss, "new"), ((await fixture.GetAsync()).Outcome, (await fixture.GetAsync()).Body));
    }

    [Fact]
    public void PurgeClockThatIsFull_CountsEverythingInFlightAsPurged()
    {
        var clock = new PurgeClock();
        var began = clock.Now;
        for (var i = 0; i <= 4096; i++)
        {
            clock.PurgedTag($"t{i}");
        }

        Assert.True(clock.IsPurged(began, ["other"]));
        Assert.False(clock.IsPurged(clock.Now, ["other", "t4096"]));
    }

    public static TheoryData<string> Purges => ["url", "tag", "policy tag", "prefix", "host", "all", "post"];

    [Theory]
    [MemberData(nameof(Purges))]
    public async Task RequestAfterAPurge_DoesNotJoinAFetchThatBeganBefore(string purge)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { Tags = ["page"] } };
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            var isOld = fixture.Origin.Count == 1;
            if (isOld)
            {
                exchange.StartWith(200, ("Cache-Control", "max-age=60"), ("Surrogate-Key", "key"));
                await gate.Task;
                await exchange.WriteAsync("old");
                return;
            }

            await exchange.RespondAsync(200, "new", ("Cache-Control", "max-age=60"));
        };
        using var before = (await fixture.Cache.GetAsync(fixture.Request("/a/b"), default)).Fill!;

        Apply(fixture, purge);
        var after = await CacheFixture.Patience(fixture.GetAsync("/a/b"));
        gate.SetResult();
        await fixture.IdleAsync();

        Assert.Equal("new", after.Body);
        Assert.Equal("new", (await fixture.GetAsync("/a/b")).Body);
    }

    [Fact]
    public async Task TagOfAnAnswerThatWasPurgedBeforeItsHeadersCame_IsKnownToThoseWhoWait()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            var body = fixture.Origin.Count == 1 ? "old" : "new";
            await (body == "old" ? gate.Task : Task.CompletedTask);
            await exchange.RespondAsync(200, body, ("Cache-Control", "max-age=60"), ("Surrogate-Key", "key"));
        };
        var before = fixture.GetAsync();

        fixture.Cache.PurgeTag("key", PurgeMode.Hard);
        var after = fixture.GetAsync();
        gate.SetResult();

        Assert.Equal("old", (await CacheFixture.Patience(before)).Body);
        Assert.Equal("new", (await CacheFixture.Patience(after)).Body);
    }

    [Fact]
    public async Task PurgeOfAnotherTag_LeavesThoseWhoWaitTogether()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(200, "page", ("Cache-Control", "max-age=60"), ("Surrogate-Key", "key"));
        };
        var before = fixture.GetAsync();

        fixture.Cache.PurgeTag("other", PurgeMode.Hard);
        var after = fixture.GetAsync();
        gate.SetResult();

        await CacheFixture.Patience(Task.WhenAll(before, after));
        Assert.Equal(1, fixture.Origin.Count);
    }

    private static void Apply(CacheFixture fixture, string purge)
    {
        const string Url = "https://shop.example/a/b";
        _ = purge switch
        {
            "url" => fixture.Cache.PurgeUrl(Url, PurgeMode.Hard),
            "tag" => fixture.Cache.PurgeTag("key", PurgeMode.Hard),
            "policy tag" => fixture.Cache.PurgeTag("page", PurgeMode.Hard),
            "prefix" => fixture.Cache.PurgePrefix("https://shop.example/a/", PurgeMode.Hard),
            "host" => fixture.Cache.PurgeHost("shop.example", PurgeMode.Hard),
            "all" => fixture.Cache.PurgeAll(PurgeMode.Hard),
            _ => fixture.Cache.Invalidate("https", "shop.example", "/a/b"),
        };
    }
}
