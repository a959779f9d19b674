using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests;

/// <summary>What one visitor's answer must never do to another.</summary>
public sealed class SharingTests
{
    private static readonly (string Name, string Value)[] Dangers =
    [
        ("Set-Cookie", "session=A"), ("Cache-Control", "private"), ("Cache-Control", "no-store"), ("Vary", "*"),
        ("Cache-Control", "no-cache=\"x-secret\""),
    ];

    /// <summary>Every combination of the five response dangers, with and without Authorization: 64 cases.</summary>
    public static TheoryData<int, bool> Matrix()
    {
        var data = new TheoryData<int, bool>();
        for (var bits = 0; bits < 32; bits++)
        {
            data.Add(bits, false);
            data.Add(bits, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task PrivateAnswer_NeverReachesASecondVisitor(int bits, bool authorization)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { FillWithAuthorization = true } };
        fixture.Origin.Script = exchange =>
        {
            var fields =
                new List<(string, string)> { ("Cache-Control", "max-age=60"), ("X-Secret", $"secret-{exchange.Number}") };
            for (var i = 0; i < Dangers.Length; i++)
            {
                if ((bits & (1 << i)) != 0)
                {
                    fields.Add((Dangers[i].Name, Dangers[i].Value.Replace("session=A", $"session={exchange.Number}", StringComparison.Ordinal)));
                }
            }

            return exchange.RespondAsync(200, $"page-{exchange.Number}", [.. fields]);
        };
        (string, string)[] first = authorization ? [("Authorization", "Basic A")] : [];

        var a = await fixture.GetAsync("/", first);
        var b = await fixture.GetAsync("/");

        var mayShare = (bits & 0b01111) == 0 && !authorization;
        Assert.Equal("page-1", a.Body);
        Assert.Equal(mayShare, b.Body == "page-1");
        Assert.NotEqual("session=1", b.Headers["Set-Cookie"].ToString());
        Assert.False((bits & 0b10000) != 0 && b.Headers["X-Secret"].ToString() == "secret-1");
        Assert.True(mayShare || a.NotStored != NotStoredReason.None);
    }

    [Fact]
    public async Task FieldsNamedByNoCache_AreLeftOutForOthersAndKeptForTheFirst()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer(
            "x", ("Cache-Control", "max-age=60, no-cache=\"X-One\", private=\"X-Two\""), ("X-One", "1"), ("X-Two", "2"),
            ("X-Three", "3"));

        var first = await fixture.GetAsync();
        var second = await fixture.GetAsync();

        Assert.Equal(("1", "2", "3"), Fields(first));
        Assert.Equal(("", "", "3"), Fields(second));
        static (string, string, string) Fields(Got got) =>
            (got.Headers["X-One"].ToString(), got.Headers["X-Two"].ToString(), got.Headers["X-Three"].ToString());
    }

    [Theory]
    [InlineData("max-age=60", true)]
    [InlineData("max-age=60, public", false)]
    [InlineData("s-maxage=60", false)]
    [InlineData("max-age=60, must-revalidate", false)]
    public async Task CookieThatCounts_ReusesOnlyWhatIsSharedExplicitly(string cacheControl, bool passes)
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", cacheControl));
        await fixture.GetAsync();

        var got = await fixture.GetAsync("/", ("Cookie", "_ga=1; session=A"));

        Assert.Equal(passes ? CacheOutcome.Bypass : CacheOutcome.Hit, got.Outcome);
        Assert.Equal(passes, got.Answer.MustForward);
        Assert.Equal(passes ? NotStoredReason.Cookie : NotStoredReason.None, got.NotStored);
        Assert.Equal(passes ? ["session"] : [], fixture.Cache.CookieBypasses.Keys);
    }

    [Fact]
    public async Task VaryByCookie_IsNeverReusedForACookieThatCounts()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "public, max-age=60"), ("Vary", "Cookie"));
        await fixture.GetAsync();

        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Cookie", "edge_id=abc"))).Outcome);
        Assert.Equal(CacheOutcome.Bypass, (await fixture.GetAsync("/", ("Cookie", "session=A"))).Outcome);
    }

    [Theory]
    [InlineData("edge_id=v1.abc; edge_consent=p")]
    [InlineData("_ga=GA1.2.3; _gid=1; _gat_UA-1=1; _ga_ABC=2")]
    [InlineData("_fbp=fb.1.2; _gcl_au=1; __utma=1; _gat_UA-1=1")]
    [InlineData("; ;_hjSessionUser_1=x")]
    public async Task HarmlessCookies_DoNotKeepFromTheCache(string cookie)
    {
        using var fixture = new CacheFixture();

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/", ("Cookie", cookie))).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Cookie", cookie))).Outcome);
        Assert.All(fixture.Origin.Requests, r => Assert.False(r.Headers.ContainsKey("Cookie")));
    }

    [Theory]
    [InlineData("_GA=1")]
    [InlineData("=x")]
    [InlineData("novalue")]
    [InlineData("edge_id2=1")]
    [InlineData("edge_id=1, session=2; session=3")]
    public async Task AnyOtherCookie_Counts(string cookie)
    {
        using var fixture = new CacheFixture();

        Assert.Equal(NotStoredReason.Cookie, (await fixture.GetAsync("/", ("Cookie", cookie))).NotStored);
        Assert.Equal(0, fixture.Origin.Count);
    }

    [Fact]
    public async Task PolicyMayIgnoreCookies()
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { IgnoreCookies = ["cart*", "lang"] } };

        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/", ("Cookie", "cart_id=1; lang=de"))).Outcome);
        Assert.Equal(CacheOutcome.Bypass, (await fixture.GetAsync("/", ("Cookie", "language=de"))).Outcome);
    }

    [Fact]
    public async Task PageSeenToBeShared_IsFilledWithoutTheCookieFromThenOn()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("x", ("Cache-Control", "public, max-age=60"));
        var request = fixture.Request("/", ("Cookie", "session=A"));
        var passed = (await fixture.GetAsync(request)).Answer;
        var answered = new Microsoft.AspNetCore.Http.HeaderDictionary { ["Cache-Control"] = "public, max-age=60" };

        fixture.Cache.Observe(request, passed, 200, answered);
        var filled = await fixture.GetAsync("/", ("Cookie", "session=B"));
        var hit = await fixture.GetAsync("/", ("Cookie", "session=C"));

        Assert.True(passed.MustForward);
        Assert.Equal((CacheOutcome.Miss, CacheOutcome.Hit), (filled.Outcome, hit.Outcome));
        Assert.False(fixture.Origin.Requests[0].Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task PageNoLongerShared_IsNotGivenToTheVisitorWithACookie()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("for-nobody", ("Cache-Control", "public, max-age=60"), ("Set-Cookie", "session=new"));
        var request = fixture.Request("/", ("Cookie", "session=A"));
        var passed = (await fixture.GetAsync(request)).Answer;
        fixture.Cache.Observe(
            request, passed, 200, new Microsoft.AspNetCore.Http.HeaderDictionary { ["Cache-Control"] = "public, max-age=60" });

        var got = await fixture.GetAsync("/", ("Cookie", "session=A"));

        Assert.True(got.Answer.MustForward);
        Assert.Equal(NotStoredReason.SetCookie, got.NotStored);
    }

    [Fact]
    public async Task Authorization_FillsWhatSaysThatAllMayHaveIt()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer("shared", ("Cache-Control", "public, max-age=60"));
        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/", ("Authorization", "Basic A"))).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Authorization", "Basic B"))).Outcome);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/")).Outcome);
        Assert.Equal("Basic A", fixture.Origin.Requests[0].Headers.Authorization.ToString());
    }

    [Theory]
    [InlineData(false, ForwardMode.All)]
    [InlineData(true, ForwardMode.Keyed)]
    public async Task Authorization_PassesWhereItWouldBeTornFromItsRequest(bool fills, ForwardMode forward)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { FillWithAuthorization = fills, Forward = forward } };

        var got = await fixture.GetAsync("/", ("Authorization", "Basic A"));

        Assert.Equal((true, NotStoredReason.Authorization), (got.Answer.MustForward, got.NotStored));
        Assert.Equal(0, fixture.Origin.Count);
    }

    [Theory]
    [InlineData(ForwardMode.All)]
    [InlineData(ForwardMode.Keyed)]
    public async Task TaggedVisitor_LeavesNoTraceAtTheOriginNorWithOthers(ForwardMode forward)
    {
        string[] names =
        [
            "Cookie", "Sec-GPC", "DNT", "edge-visitor", "Edge_Consent", "X-Forwarded-Host", "X_Forwarded_Host",
            "X-Forwarded-For", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "Forwarded", "True-Client-IP",
            "If-None-Match", "If-Range", "Proxy-Authorization", "TE", "Via", "Content-Type", "Expect", "Cache-Control", "Proxy",
            "Keep-Alive",
        ];
        using var fixture = new CacheFixture { Policy = new CachePolicy { Forward = forward } };
        fixture.Origin.Script = exchange => exchange.RespondAsync(
            200, string.Join('\n', exchange.Request.Headers.Select(h => $"{h.Key}: {h.Value}")), ("Cache-Control", "max-age=60"));
        var tagged = names.Select(n => (n, n == "Cookie" ? "edge_id=CANARY; _ga=CANARY" : "CANARY")).ToArray();

        var own = await fixture.GetAsync("/", tagged);
        var other = await fixture.GetAsync("/");

        Assert.Equal((CacheOutcome.Miss, CacheOutcome.Hit), (own.Outcome, other.Outcome));
        Assert.DoesNotContain("CANARY", own.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", other.Body, StringComparison.Ordinal);
        Assert.Equal("identity", fixture.Origin.Requests[0].Headers.AcceptEncoding.ToString());
    }

    [Fact]
    public async Task KeyedFetch_SendsNothingOutsideTheKey()
    {
        using var fixture =
            new CacheFixture { Policy = new CachePolicy { Forward = ForwardMode.Keyed, VaryBy = ["header:X-Country"] } };

        await fixture.GetAsync(
            "/", ("X-Country", "de"), ("X-Anything", "1"), ("User-Agent", "mine"), ("Referer", "x"), ("Accept", "y"));

        var sent = fixture.Origin.Requests.Single().Headers;
        Assert.Equal(["Accept", "Accept-Encoding", "User-Agent", "x-country"], sent.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("mine", sent.UserAgent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForwardAll_SendsEndToEndFields()
    {
        using var fixture = new CacheFixture();

        await fixture.GetAsync("/", ("User-Agent", "mine"), ("Accept-Language", "de"));

        Assert.Equal("mine", fixture.Origin.Requests[0].Headers.UserAgent.ToString());
        Assert.Equal("de", fixture.Origin.Requests[0].Headers.AcceptLanguage.ToString());
    }

    [Fact]
    public async Task ConnectionFieldsOfTheOrigin_AreNotPassedOn()
    {
        using var fixture = new CacheFixture();
        fixture.Origin.Answer(
            "x", ("Cache-Control", "max-age=60"), ("Connection", "X-Sec"), ("X-Sec", "1"), ("Keep-Alive", "5"), ("Age", "3"),
            ("X-Ok", "1"));

        var first = await fixture.GetAsync();
        var second = await fixture.GetAsync();

        Assert.All([first, second],
            got => Assert.Equal("", got.Headers["X-Sec"].ToString() + got.Headers["Connection"] + got.Headers["Keep-Alive"]));
        Assert.Equal("1", second.Headers["X-Ok"].ToString());
        Assert.Equal(3, second.Stored!.GetAge().TotalSeconds);
    }
}
