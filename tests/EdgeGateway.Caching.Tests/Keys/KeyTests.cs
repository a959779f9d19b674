using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Keys;

public sealed class KeyTests
{
    private const int Seed = 20260101;
    private static readonly char[] Alphabet =
        ['a', 'b', '/', '?', '&', ';', '=', ':', '%', '2', 'f', '|', '\0', '\u00e9', '\u4e00', '.'];

    [Fact]
    public void DifferentFields_NeverMakeOneKey()
    {
        var random = new Random(Seed);
        var seen = new Dictionary<string, string>();
        Span<byte> room = stackalloc byte[16];
        for (var i = 0; i < 200_000; i++)
        {
            string[] fields = [Text(random, 3), Text(random, 4), Text(random, 5)];
            var writer = new KeyWriter(room);
            PrimaryKey.Write(ref writer, fields[0], fields[1], fields[2]);
            var key = Convert.ToHexString(writer.Written);
            writer.Dispose();
            var identity = string.Join('\u0001', fields);

            Assert.True(seen.TryAdd(key, identity) || seen[key] == identity, $"Seed {Seed}, tuple '{identity}'.");
        }
    }

    [Fact]
    public void WriterThatGrows_KeepsEveryField()
    {
        var writer = new KeyWriter(stackalloc byte[8]);
        writer.Field(new string('x', 5000));
        writer.Field("\u00e9");

        Assert.Equal(2 + 5000 + 1 + 2, writer.Written.Length);
        writer.Dispose();
    }

    [Theory]
    [InlineData("https", "Shop.Example", "shop.example")]
    [InlineData("https", "shop.example.", "shop.example")]
    [InlineData("https", "shop.example:443", "shop.example")]
    [InlineData("http", "shop.example:443", "shop.example:443")]
    [InlineData("http", "SHOP.example.:80", "shop.example")]
    [InlineData("https", "[::1]:8443", "[::1]:8443")]
    public void Host_HasOneSpelling(string scheme, string host, string expected) =>
        Assert.Equal(expected, HostName.Canonical(scheme, host));

    [Fact]
    public void CanonicalHost_IsTheSameInstance()
    {
        const string Host = "shop.example";

        Assert.Same(Host, HostName.Canonical("https", Host));
    }

    [Theory]
    [InlineData("/p?utm_source=a", "/p")]
    [InlineData("/p?a=1&utm_source=x&b=2", "/p?a=1&b=2")]
    [InlineData("/p?gclid=1&a=1", "/p?a=1")]
    [InlineData("/p?gclid", "/p")]
    [InlineData("/p?gclid2=1", "/p?gclid2=1")]
    [InlineData("/p?a=1;utm_x=2", "/p?a=1;utm_x=2")]
    [InlineData("/p?utm_x=1;a=2", "/p")]
    [InlineData("/p?%75tm_x=1", "/p?%75tm_x=1")]
    [InlineData("/p?UTM_x=1", "/p?UTM_x=1")]
    [InlineData("/p?utm_content=x%26a=evil&a=good", "/p?a=good")]
    [InlineData("/p?a=1&&b=2", "/p?a=1&&b=2")]
    [InlineData("/p?", "/p?")]
    [InlineData("/p/utm_x=1", "/p/utm_x=1")]
    public async Task IgnoredParameters_LeaveKeyAndTargetAlike(string target, string forwarded)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { QueryIgnore = ["utm_*", "gclid"] } };

        await fixture.GetAsync(target);

        Assert.Equal(forwarded, fixture.Origin.Requests.Single().Target);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync(forwarded)).Outcome);
    }

    [Theory]
    [InlineData("/a", "/A")]
    [InlineData("/a%2fb", "/a/b")]
    [InlineData("/a%2Fb", "/a%2fb")]
    [InlineData("/?a=1&b=2", "/?b=2&a=1")]
    [InlineData("/?%61=1", "/?a=1")]
    [InlineData("/a", "/a?")]
    [InlineData("/a%3fx=1", "/a?x=1")]
    [InlineData("/a/../b", "/b")]
    public async Task TargetsSpelledDifferently_AreDifferentKeysSentAsReceived(string one, string other)
    {
        using var fixture = new CacheFixture();

        await fixture.GetAsync(one);
        var got = await fixture.GetAsync(other);

        Assert.Equal(CacheOutcome.Miss, got.Outcome);
        Assert.Equal([one, other], fixture.Origin.Requests.Select(r => r.Target));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("http://other/")]
    [InlineData("/a#b")]
    [InlineData("")]
    public async Task TargetThatIsNoOriginForm_IsForwardedByTheHost(string target)
    {
        using var fixture = new CacheFixture();

        Assert.Equal(NotStoredReason.Malformed, (await fixture.GetAsync(target)).NotStored);
    }

    [Fact]
    public async Task ManyParameters_PassUncached()
    {
        using var fixture = new CacheFixture();

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/?" + string.Join('&', Enumerable.Repeat("a", 256)))).Outcome);
        Assert.Equal(CacheOutcome.Bypass, (await fixture.GetAsync("/?" + string.Join('&', Enumerable.Repeat("a", 257)))).Outcome);
    }

    [Fact]
    public async Task Vary_SelectsByTheNamedFields()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, "in " + exchange.Request.Headers.AcceptLanguage, ("Cache-Control", "max-age=60"),
            ("Vary", "Accept-Language, Accept-Encoding"));

        await fixture.GetAsync("/", ("Accept-Language", "de"));
        await fixture.GetAsync("/", ("Accept-Language", "fr"));
        var german = await fixture.GetAsync("/", ("Accept-Language", "de"), ("Accept-Encoding", "gzip"));
        var french = await fixture.GetAsync("/", ("Accept-Language", "fr"), ("Accept-Encoding", "br"));

        Assert.Equal((CacheOutcome.Hit, "in de"), (german.Outcome, german.Body));
        Assert.Equal((CacheOutcome.Hit, "in fr"), (french.Outcome, french.Body));
        Assert.Equal(2, fixture.Origin.Count);
    }

    [Fact]
    public async Task KeyedFetch_LearnsNamesFromVaryBeforeAnybodySeesTheAnswer()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { Forward = ForwardMode.Keyed } };
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, $"in '{exchange.Request.Headers.AcceptLanguage}'", ("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));

        var german = await fixture.GetAsync("/", ("Accept-Language", "de"));
        var french = await fixture.GetAsync("/", ("Accept-Language", "fr"));
        var again = await fixture.GetAsync("/", ("Accept-Language", "de"));
        var silent = await fixture.GetAsync("/");

        Assert.Equal(("in 'de'", "in 'fr'", "in 'de'", "in ''"), (german.Body, french.Body, again.Body, silent.Body));
        Assert.Equal(CacheOutcome.Hit, again.Outcome);
        Assert.Equal(4, fixture.Origin.Count);
    }

    [Fact]
    public async Task WaiterOfAnotherVariant_GetsItsOwn()
    {
        using var fixture = new CacheFixture();
        var gate = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            await gate.Task;
            await exchange.RespondAsync(
                200, "in " + exchange.Request.Headers.AcceptLanguage, ("Cache-Control", "max-age=60"),
                ("Vary", "Accept-Language"));
        };

        var german = fixture.GetAsync("/", ("Accept-Language", "de"));
        var french = fixture.GetAsync("/", ("Accept-Language", "fr"));
        gate.SetResult();

        Assert.Equal(("in de", "in fr"), ((await german).Body, (await french).Body));
        Assert.Equal(2, fixture.Origin.Count);
    }

    [Fact]
    public async Task VariantsBeyondTheCap_AreNotStored()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { MaxVariants = 4 } };
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));

        for (var i = 0; i < 100; i++)
        {
            await fixture.GetAsync("/", ("Accept-Language", $"l{i}"));
            await fixture.IdleAsync();
        }

        Assert.Equal(4, fixture.Cache.Count);
        Assert.Equal(NotStoredReason.TooManyVariants, (await fixture.GetAsync("/", ("Accept-Language", "l99"))).NotStored);
    }

    [Fact]
    public async Task NewVary_ReplacesWhatTheOldOneSelected()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("for all", ("Cache-Control", "max-age=10, stale-while-revalidate=100"));
        await fixture.GetAsync("/", ("Accept-Language", "de"));
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        fixture.Origin.Answer("german", ("Cache-Control", "max-age=10"), ("Vary", "Accept-Language"));
        await fixture.GetAsync("/", ("Accept-Language", "de"));
        await fixture.IdleAsync();

        var french = await fixture.GetAsync("/", ("Accept-Language", "fr"));

        Assert.Equal(CacheOutcome.Miss, french.Outcome);
    }

    [Fact]
    public async Task DeviceAndPartition_ArePartOfTheKeyWhereThePolicySaysSo()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { VaryBy = ["device"] } };

        Assert.Equal(CacheOutcome.Miss, (await Ask("mobile", "a")).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await Ask("mobile", "a")).Outcome);
        Assert.Equal(CacheOutcome.Miss, (await Ask("desktop", "a")).Outcome);
        Assert.Equal(CacheOutcome.Miss, (await Ask("mobile", "b")).Outcome);
        fixture.Policy = CachePolicy.Default;
        Assert.Equal(CacheOutcome.Miss, (await Ask("mobile", "a")).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await Ask("desktop", "a")).Outcome);

        Task<Got> Ask(string device, string partition) => fixture.GetAsync(new CacheRequest
        {
            Method = "GET",
            Scheme = "https",
            Host = "h",
            Target = "/",
            Policy = fixture.Policy,
            Device = device,
            Partition = partition,
            Headers = new Microsoft.AspNetCore.Http.HeaderDictionary(),
        });
    }

    [Fact]
    public void UnknownVaryBy_IsNamed()
    {
        var policy = new CachePolicy { Name = "html", VaryBy = ["moon"] };

        var exception = Assert.Throws<ArgumentException>(() => policy.Rules);

        Assert.Equal(
            "VaryBy 'moon' of cache policy 'html' is not accepted; accepted are device, language, country, header:NAME, cookie:NAME or segment:NAME.",
            exception.Message);
    }

    [Fact]
    public void CopiedPolicy_CompilesItsOwnRules()
    {
        var first = new CachePolicy { VaryBy = ["device"] };
        Assert.True(first.Rules.KeysDevice);

        var second = first with { VaryBy = [] };

        Assert.False(second.Rules.KeysDevice);
        Assert.True(first.Rules.KeysDevice);
    }

    [Fact]
    public async Task EncodedAnswer_GoesOnlyToThoseWhoTakeIt()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("zzz", ("Cache-Control", "max-age=60"), ("Content-Encoding", "zstd"));
        await fixture.GetAsync("/", ("Accept-Encoding", "zstd"));

        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Accept-Encoding", "br, zstd"))).Outcome);
        Assert.True((await fixture.GetAsync("/", ("Accept-Encoding", "br"))).Answer.MustForward);
        Assert.True((await fixture.GetAsync("/")).Answer.MustForward);
    }

    private static string Text(Random random, int maxLength) =>
        string.Create(random.Next(maxLength + 1), random, static (span, r) =>
        {
            foreach (ref var c in span)
            {
                c = Alphabet[r.Next(Alphabet.Length)];
            }
        });
}
