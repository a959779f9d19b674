using System.Net;
using EdgeGateway.TestKit;
using EdgeGateway.Tests.Support;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Tests.Pipeline;

/// <summary>A page with a slot, from the browser's side.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private const string Edge = """
        "Fragments": { "Directory": "fragments" },
        "Slots": { "s": { "Selector": "#here", "Choose": [{ "Fragment": "banner" }] } }
        """;

    private HostedGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await HostedGateway.StartAsync(Edge, ("banner", "<b>one</b>"));
        _gateway.Origin.Answer("/", "<html><body><div id=here>old</div></body></html>", "Cache-Control: max-age=600\r\nETag: \"o\"");
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Page_IsPrivateWithATagOfItsOwn()
    {
        using var answer = await _gateway.GetAsync("/");

        Assert.Equal("<html><body><div id=here><b>one</b></div></body></html>", await answer.Content.ReadAsStringAsync());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl!.ToString());
        Assert.NotEqual("\"o\"", answer.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task ReservedHeight_IsInTheStyleSheetAfterAReload()
    {
        Assert.Equal("", await _gateway.Site.GetStringAsync("/_edge/slots.css"));
        _gateway.Rewrite(Edge.Replace("\"#here\",", "\"#here\", \"MinHeight\": \"240.5px\",", StringComparison.Ordinal));
        (await _gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        using var style = await _gateway.GetAsync("/_edge/slots.css");
        using var same = await _gateway.GetAsync("/_edge/slots.css", null, ("If-None-Match", style.Headers.ETag!.Tag));

        Assert.Equal("#here { min-height: 240.5px; }\n", await style.Content.ReadAsStringAsync());
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task RevisitWithNothingNew_IsNotModified()
    {
        using var first = await _gateway.GetAsync("/");

        using var second = await _gateway.GetAsync("/", null, ("If-None-Match", first.Headers.ETag!.Tag));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(0, second.Content.Headers.ContentLength ?? 0);
    }

    [Fact]
    public async Task EditedFragment_ChangesTheTagWhileTheOldPlanServesOn()
    {
        using var before = await _gateway.GetAsync("/");
        _gateway.Folder.Write("fragments/banner.hbs", "<b>two</b>");
        (await _gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        using var after = await UntilAsync(body => body.Contains("two", StringComparison.Ordinal), "one");

        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        using var stale = await _gateway.GetAsync("/", null, ("If-None-Match", before.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.OK, stale.StatusCode);
        Assert.Equal(1, _gateway.Origin.CountOf("/"));
    }

    [Fact]
    public async Task EditedSlots_RecompileTheStoredPage()
    {
        (await _gateway.GetAsync("/")).Dispose();
        _gateway.Rewrite(Edge.Replace("#here", "body", StringComparison.Ordinal));
        (await _gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        using var after = await UntilAsync(body => body == "<html><body><b>one</b></body></html>", "<b>one</b>");

        Assert.Equal(1, _gateway.Origin.CountOf("/"));
    }

    [Fact]
    public async Task OldCookie_IsIssuedAgainWithTheSameVisitor()
    {
        var consent = (await _gateway.ConsentAsync()).Split("; ").Single(pair => pair.StartsWith("edge_consent", StringComparison.Ordinal));
        var old = new ManualTimeProvider(DateTimeOffset.UtcNow.AddDays(-40));
        var cookies = new VisitorCookie(VisitorKeyRing.LoadOrCreate(Path.Combine(_gateway.Folder.Path, "data", "keys"), old), old);
        var written = cookies.CreateSetCookie(cookies.NewId(), secure: false).Split(';')[0];

        using var answer = await _gateway.GetAsync("/", $"{consent}; {written}");

        var renewed = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.NotEqual(written, renewed);
        using var again = await _gateway.GetAsync("/", $"{consent}; {renewed}");
        Assert.False(again.Headers.Contains("Set-Cookie"));
        var reader = new VisitorCookie(VisitorKeyRing.LoadOrCreate(Path.Combine(_gateway.Folder.Path, "data", "keys"), TimeProvider.System), TimeProvider.System);
        Assert.Equal(reader.Read(written).Visitor, reader.Read(renewed).Visitor);
    }

    [Fact]
    public async Task VisitorWithoutConsent_GetsNoCookie()
    {
        using var answer = await _gateway.GetAsync("/");

        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Steps_CountWhatTheyMeet()
    {
        var cookies = await _gateway.ConsentAsync();
        (await _gateway.GetAsync("/", cookies)).Dispose();
        (await _gateway.GetAsync("/", null, ("User-Agent", "Googlebot/2.1"))).Dispose();

        var metrics = await _gateway.Admin.GetStringAsync("/metrics");

        Assert.Contains("edge_visitors_identities_total{outcome=\"known\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("edge_visitors_bots_total 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("edge_visitors_consents_total{source=\"cookie\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("edge_templates_renders_total{fragment=\"banner\",kind=\"frame\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("edge_templates_plans_total{", metrics, StringComparison.Ordinal);
    }

    // Each answer on the way must be a whole one: of the old plan or of the new.
    private async Task<HttpResponseMessage> UntilAsync(Func<string, bool> wanted, string meanwhile)
    {
        for (var i = 0; i < 5000; i++)
        {
            var answer = await _gateway.GetAsync("/");
            var body = await answer.Content.ReadAsStringAsync();
            if (wanted(body))
            {
                return answer;
            }

            Assert.Contains(meanwhile, body, StringComparison.Ordinal);
            answer.Dispose();
        }

        throw new TimeoutException("The page was not compiled again.");
    }
}
