using System.Text.Json;
using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Consent;

public sealed class ConsentTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    [Fact]
    public async Task BeforeConsent_NothingIsSetAndNothingIsKept()
    {
        var visitor = new Visitor(site);

        var page = await visitor.GetAsync("/product/a1");
        var event204 = await visitor.SendAsync("POST", "/_edge/events", """{"type":"view","item":"a1"}""");
        var again = await visitor.GetAsync("/");

        Assert.Equal((200, 204, 200), (page.Status, event204.Status, again.Status));
        Assert.All(new[] { page, event204, again }, answer => Assert.Empty(answer.HeaderValues("Set-Cookie")));
        Assert.Empty(Visitor.Row(again, "Recently viewed"));
        Assert.Equal(JsonValueKind.Null, (await visitor.MeAsync()).GetProperty("profile").ValueKind);
    }

    [Fact]
    public async Task Consent_SetsBothCookiesForTheRightTime()
    {
        var visitor = new Visitor(site);

        var answer = await visitor.AgreeAsync();
        var state = JsonDocument.Parse((await visitor.GetAsync("/_edge/consent")).Body).RootElement;

        var id = Assert.Single(answer.HeaderValues("Set-Cookie"), value => value.StartsWith("edge_id=", StringComparison.Ordinal));
        Assert.Contains("HttpOnly", id, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SameSite=Lax", id, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(answer.SetCookie("edge_consent"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal((true, "cookie", true),
            (state.GetProperty("personalisation").GetBoolean(), state.GetProperty("source").GetString(), state.GetProperty("asked").GetBoolean()));
    }

    [Fact]
    public async Task Refusal_SetsNoIdAndRemovesOne()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1");

        await visitor.AgreeAsync("""{"analytics":false,"personalisation":false}""");
        var page = await visitor.GetAsync("/");

        Assert.Null(visitor.Id);
        Assert.NotNull(visitor.Consent);
        Assert.Empty(page.HeaderValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-GPC: 1\r\n", "/?gpc")]
    [InlineData("DNT: 1\r\n", "/?dnt")]
    public async Task PrivacySignal_MeansNobodyIsRemembered(string signal, string target)
    {
        site.Origin.Answer(target, PersonalSite.Page, "Cache-Control: max-age=60");
        var visitor = new Visitor(site, signal);

        var page = await visitor.GetAsync(target);
        var answer = await visitor.SendAsync("POST", "/_edge/events", """{"type":"view","item":"a1"}""");

        Assert.Equal((200, 204), (page.Status, answer.Status));
        Assert.Empty(page.HeaderValues("Set-Cookie"));
        Assert.All(site.Origin.RequestsOf(target), request => Assert.Null(request.Header(signal.Split(':')[0])));
    }

    [Fact]
    public async Task GlobalPrivacyControl_SilencesAKnownVisitorWithoutForgettingThem()
    {
        var known = await Visitor.ConsentingAsync(site);
        await known.ViewAsync("b1");

        var silent = await known.GetAsync("/", "Sec-GPC: 1\r\n");
        var usual = await known.GetAsync("/");

        Assert.Empty(Visitor.Row(silent, "Recently viewed"));
        Assert.Equal(["b1"], Visitor.Row(usual, "Recently viewed"));
    }

    [Fact]
    public async Task Withdrawal_ErasesEverythingForGood()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "a2");
        var before = await visitor.GetAsync("/");
        var (oldId, oldConsent) = (visitor.Id!, visitor.Consent!);

        var withdrawn = await visitor.SendAsync("DELETE", "/_edge/consent");
        var after = await visitor.GetAsync("/");
        var me = await visitor.MeAsync();
        var oldCookies = $"{Visitor.Browser}Cookie: {oldId}; {oldConsent}\r\n";
        var replayed = await site.GetAsync("/", oldCookies);
        var replayedMe = JsonDocument.Parse((await site.GetAsync("/_edge/me", oldCookies)).Body).RootElement;

        Assert.Equal(["a2", "a1"], Visitor.Row(before, "Recently viewed"));
        Assert.Equal((204, null, null), (withdrawn.Status, visitor.Id, visitor.Consent));
        Assert.Empty(Visitor.Row(after, "Recently viewed"));
        Assert.Equal((JsonValueKind.Null, 0), (me.GetProperty("profile").ValueKind, me.GetProperty("events").GetArrayLength()));
        Assert.Empty(Visitor.Row(replayed, "Recently viewed"));
        Assert.Equal(0, replayedMe.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Erasure_EmptiesTheExport()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "a2", "a3");
        var before = await visitor.MeAsync();
        var cookies = visitor.Headers;

        var erased = await visitor.SendAsync("DELETE", "/_edge/me");
        var after = JsonDocument.Parse((await site.GetAsync("/_edge/me", cookies)).Body).RootElement;

        Assert.Equal(["a3", "a2", "a1"], before.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("item").GetString()));
        Assert.Equal(200, erased.Status);
        Assert.Equal(0, after.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task HeadlessBrowserThatAgreed_IsAVisitor()
    {
        var known = await Visitor.ConsentingAsync(site);
        var headless = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/150.0.0.0 Safari/537.36\r\nContent-Type: application/json\r\n"
            + known.Headers.Replace(Visitor.Browser, "", StringComparison.Ordinal);

        var answer = await site.SendAsync("POST", "/_edge/events", headless, """{"type":"view","item":"a1"}""");

        Assert.Equal(202, answer.Status);
    }

    [Fact]
    public async Task Bot_GetsThePageAndNoId()
    {
        var known = await Visitor.ConsentingAsync(site);
        var bot = $"User-Agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)\r\nCookie: {known.Consent}\r\n";

        var page = await site.GetAsync("/", bot);
        var answer = await site.SendAsync("POST", "/_edge/events", bot + "Content-Type: application/json\r\n", """{"type":"view","item":"a1"}""");

        Assert.Equal((200, 204), (page.Status, answer.Status));
        Assert.Empty(page.HeaderValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("PUT", "/_edge/consent", "Origin: http://evil.test\r\n")]
    [InlineData("PUT", "/_edge/consent", "Sec-Fetch-Site: cross-site\r\n")]
    [InlineData("DELETE", "/_edge/consent", "Origin: null\r\n")]
    [InlineData("POST", "/_edge/events", "Origin: http://evil.test\r\n")]
    [InlineData("POST", "/_edge/events", "Sec-Fetch-Site: same-site\r\n")]
    [InlineData("DELETE", "/_edge/me", "Sec-Fetch-Site: cross-site\r\n")]
    public async Task AnotherSitesPage_IsRefused(string method, string target, string sender)
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a4");

        var answer = await site.SendAsync(method, target, visitor.Headers + sender + "Content-Type: application/json\r\n", Visitor.Everything);

        Assert.Equal(403, answer.Status);
        Assert.Empty(answer.HeaderValues("Set-Cookie"));
        Assert.Equal(1, (await visitor.MeAsync()).GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData("""{"personalisation":"yes"}""")]
    [InlineData("""{"personalization":true}""")]
    [InlineData("""{"analytics":true,"analytics":false}""")]
    [InlineData("""{"analytics":true""")]
    public async Task MalformedConsent_IsA400ThatSaysWhatIsAccepted(string body)
    {
        var answer = await site.SendAsync("PUT", "/_edge/consent", Visitor.Browser + "Content-Type: application/json\r\n", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Contains("must be", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.HeaderValues("Set-Cookie"));
    }

    [Fact]
    public async Task OversizedConsent_IsRefused()
    {
        var answer = await site.SendAsync("PUT", "/_edge/consent", Visitor.Browser, new string(' ', 5000));

        Assert.Equal(400, answer.Status);
    }
}
