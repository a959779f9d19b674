using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Keys;

public sealed class VaryByTests
{
    [Theory]
    [InlineData("device", VaryKind.Device, "")]
    [InlineData("language", VaryKind.Language, "")]
    [InlineData("country", VaryKind.Country, "")]
    [InlineData("header:X-Tenant", VaryKind.Header, "x-tenant")]
    [InlineData("cookie:Currency", VaryKind.Cookie, "Currency")]
    [InlineData("segment:young", VaryKind.Segment, "young")]
    public void Entry_IsRead(string entry, VaryKind kind, string name)
    {
        Assert.True(VaryPart.TryParse(entry, out var part, out _));
        Assert.Equal(new VaryPart(kind, name), part);
    }

    [Theory]
    [InlineData("moon", "")]
    [InlineData("Device", "")]
    [InlineData("header:", "")]
    [InlineData("header:a b", "")]
    [InlineData("cookie:a=b", "")]
    [InlineData("cookie", "")]
    [InlineData("header:Cookie", "cookie:NAME")]
    [InlineData("header:Authorization", "never sends")]
    [InlineData("header:X-Forwarded-Host", "never sends")]
    [InlineData("header:Accept-Encoding", "never sends")]
    [InlineData("header:Edge-Segments", "never sends")]
    public void EntryThatCannotBe_IsRefused(string entry, string why)
    {
        Assert.False(VaryPart.TryParse(entry, out _, out var said));
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_IsOneOfTheListForKeyAndOrigin()
    {
        using var fixture = Varying(["language"], languages: ["en", "de"]);
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, "in " + exchange.Request.Headers.AcceptLanguage, ("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));

        var austrian = await fixture.GetAsync("/", ("Accept-Language", "de-AT,de;q=0.9"));
        var german = await fixture.GetAsync("/", ("Accept-Language", "de-DE;q=0.8, en;q=0.1"));
        var french = await fixture.GetAsync("/", ("Accept-Language", "fr"));
        var silent = await fixture.GetAsync("/");

        Assert.Equal(("in de", "in de", "in en", "in en"), (austrian.Body, german.Body, french.Body, silent.Body));
        Assert.Equal((CacheOutcome.Hit, CacheOutcome.Hit), (german.Outcome, silent.Outcome));
        Assert.Equal(2, fixture.Origin.Count);
    }

    [Theory]
    [InlineData(ForwardMode.All)]
    [InlineData(ForwardMode.Keyed)]
    public async Task KeyedCookie_IsSentAloneAndSharedByItsValue(ForwardMode forward)
    {
        using var fixture = Varying(["cookie:currency"], forward);
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, "got " + exchange.Request.Headers.Cookie, ("Cache-Control", "max-age=60"), ("Vary", "Cookie"));

        var euro = await fixture.GetAsync("/", ("Cookie", "_ga=1; currency=EUR"));
        var again = await fixture.GetAsync("/", ("Cookie", "currency=EUR; edge_id=x"));
        var dollar = await fixture.GetAsync("/", ("Cookie", "currency=USD"));
        var none = await fixture.GetAsync("/");
        var twice = await fixture.GetAsync("/", ("Cookie", "currency=EUR; currency=USD"));

        Assert.Equal(("got currency=EUR", "got currency=EUR", "got currency=USD", "got "), (euro.Body, again.Body, dollar.Body, none.Body));
        Assert.Equal("got currency=EUR; currency=USD", twice.Body);
        Assert.Equal(CacheOutcome.Hit, again.Outcome);
        Assert.Equal(4, fixture.Origin.Count);
    }

    [Fact]
    public async Task CookieBesideTheKeyedOne_StillPasses()
    {
        using var fixture = Varying(["cookie:currency"]);

        var got = await fixture.GetAsync("/", ("Cookie", "currency=EUR; session=1"));

        Assert.Equal(NotStoredReason.Cookie, got.NotStored);
        Assert.Equal(1, fixture.Cache.CookieBypasses["session"]);
    }

    [Fact]
    public async Task KeyedHeader_IsSentByAKeyedFetch()
    {
        using var fixture = Varying(["header:X-Tenant"], ForwardMode.Keyed);
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, $"{exchange.Request.Headers["X-Tenant"]} {exchange.Request.Headers["X-Other"]}", ("Cache-Control", "max-age=60"));

        var one = await fixture.GetAsync("/", ("X-Tenant", "one"), ("X-Other", "a"));
        var two = await fixture.GetAsync("/", ("X-Tenant", "two"));

        Assert.Equal(("one ", "two "), (one.Body, two.Body));
    }

    [Fact]
    public async Task CountryAndSegments_AreToldToTheOriginAsTheKeyHoldsThem()
    {
        using var fixture = Varying(["country", "segment:mobile", "segment:night"]);
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, $"{exchange.Request.Headers["Edge-Country"]}|{exchange.Request.Headers["Edge-Segments"]}", ("Cache-Control", "max-age=60"));

        Assert.Equal("DE|mobile, night", (await Ask("DE", 0b11)).Body);
        Assert.Equal("DE|night", (await Ask("DE", 0b10)).Body);
        Assert.Equal("|", (await Ask("", 0)).Body);
        Assert.Equal(CacheOutcome.Hit, (await Ask("DE", 0b10)).Outcome);
        Assert.Equal(CacheOutcome.Miss, (await Ask("FR", 0b10)).Outcome);

        Task<Got> Ask(string country, uint segments)
        {
            var request = fixture.Request("/", ("Edge-Country", "XX"), ("Edge-Segments", "forged"));
            return fixture.GetAsync(new CacheRequest
            {
                Method = request.Method,
                Scheme = request.Scheme,
                Host = request.Host,
                Target = request.Target,
                Headers = request.Headers,
                Policy = request.Policy,
                Country = country,
                SegmentBits = segments,
            });
        }
    }

    [Fact]
    public async Task FieldThatNamesNoCountry_DoesNotReachTheOrigin()
    {
        using var fixture = Varying(["country"]);
        fixture.Policy = fixture.Policy with { CountryHeader = "X-Geo" };

        await fixture.GetAsync("/", ("X-Geo", "<script>"));

        Assert.False(fixture.Origin.Requests.Single().Headers.ContainsKey("X-Geo"));
    }

    [Fact]
    public async Task UserAgentInVary_IsTheDeviceOfAKeyedFetch()
    {
        using var fixture = Varying(["device"], ForwardMode.Keyed);
        fixture.Origin.Answer("x", ("Cache-Control", "max-age=60"), ("Vary", "User-Agent"));

        await fixture.GetAsync("/", ("User-Agent", "one"));

        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("User-Agent", "two"))).Outcome);
        Assert.DoesNotContain("one", fixture.Origin.Requests.Single().Headers.UserAgent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AcceptInVary_RepeatsAKeyedFetchThatHadSentAnother()
    {
        using var fixture = Varying([], ForwardMode.Keyed);
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, "as " + exchange.Request.Headers.Accept, ("Cache-Control", "max-age=60"), ("Vary", "Accept"));

        var got = await fixture.GetAsync("/", ("Accept", "image/avif"));

        Assert.Equal("as image/avif", got.Body);
        Assert.Equal(["*/*", "image/avif"], fixture.Origin.Requests.Select(request => request.Headers.Accept.ToString()));
    }

    [Fact]
    public async Task OrderOfEntries_DoesNotMatter()
    {
        using var fixture = Varying(["header:A", "header:B"]);
        await fixture.GetAsync("/", ("A", "1"));

        fixture.Policy = fixture.Policy with { VaryBy = ["header:b", "header:a"] };

        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("A", "1"))).Outcome);
    }

    [Fact]
    public async Task ChangedEntries_AreAnotherKeyAndMakeRoom()
    {
        using var fixture = Varying(["header:A"]);
        fixture.Policy = fixture.Policy with { MaxVariants = 1 };
        await fixture.GetAsync("/", ("A", "1"));

        fixture.Policy = fixture.Policy with { VaryBy = ["header:B"] };
        var first = await fixture.GetAsync("/", ("A", "1"));
        await fixture.IdleAsync();

        Assert.Equal(CacheOutcome.Miss, first.Outcome);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("A", "2"))).Outcome);
        Assert.Equal(1, fixture.Cache.Count);
    }

    [Fact]
    public async Task ChangedRuleOfASegment_IsAnotherKey()
    {
        using var fixture = Varying(["segment:mobile"]);
        fixture.Policy = fixture.Policy with { SegmentsVersion = "1" };
        await fixture.GetAsync();

        fixture.Policy = fixture.Policy with { SegmentsVersion = "2" };

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync()).Outcome);
    }

    private static CacheFixture Varying(string[] by, ForwardMode forward = ForwardMode.All, params string[] languages) =>
        new() { Policy = new CachePolicy { Name = "html", VaryBy = by, Forward = forward, Languages = languages } };
}
