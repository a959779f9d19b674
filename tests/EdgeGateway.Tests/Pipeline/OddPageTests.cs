using System.Net.Sockets;
using System.Text;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Pipeline;

/// <summary>What is no page is never touched, and what is an odd one stays whole.</summary>
public sealed class OddPageTests : IAsyncLifetime
{
    private const string Cacheable = "Cache-Control: max-age=600";
    private const string Page = "<html><body><p id=here>old</p></body></html>";
    private const string Personal = "<html><body><p id=here>new</p></body></html>";

    private HostedGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await HostedGateway.StartAsync("""
        "Slots": { "s": { "Selector": "#here", "Choose": [{ "Text": "new" }] } }
        """);

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Theory]
    [InlineData("application/json", "{\"a\":\"<p id=here>old</p>\"}")]
    [InlineData("application/xml", "<x><p id='here'>old</p></x>")]
    [InlineData("application/xhtml+xml", "<html xmlns='http://www.w3.org/1999/xhtml'><body><p id='here'>old</p></body></html>")]
    [InlineData("text/plain", Page)]
    [InlineData("text/htmlx", Page)]
    [InlineData("application/octet-stream", Page)]
    [InlineData("image/svg+xml", "<svg><p id='here'>old</p></svg>")]
    [InlineData("text/html; charset=utf-16", Page)]
    [InlineData("text/html; charset=iso-2022-jp", Page)]
    [InlineData("text/html", "<?xml version='1.0'?><rss><channel><p id=here>old</p></channel></rss>")]
    [InlineData("text/html", "<!doctype html><html amp><body><p id=here>old</p></body></html>")]
    [InlineData("text/html", "<html ⚡><body><p id=here>old</p></body></html>")]
    [InlineData("text/html", "<html><frameset cols='1,1'><frame src=a><noframes><p id=here>old</p></noframes></frameset></html>")]
    [InlineData("text/html", "{\"not\":\"html\"}")]
    [InlineData("text/html", "%PDF-1.4\n%\u00e2")]
    [InlineData("text/html", "")]
    public async Task AnswerThatIsNoPage_PassesByteForByte(string contentType, string body)
    {
        _gateway.Origin.Answer("/", body, Cacheable, contentType);

        for (var i = 0; i < 2; i++)
        {
            using var answer = await _gateway.GetAsync("/");

            Assert.Equal(body, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
        }
    }

    [Theory]
    [InlineData("Cache-Control: max-age=600, no-transform")]
    [InlineData(Cacheable + "\r\nContent-Disposition: attachment; filename=a.html")]
    public async Task PageThatMayNotBeChanged_IsNot(string headers)
    {
        _gateway.Origin.Answer("/", Page, headers);

        Assert.Equal(Page, await _gateway.Site.GetStringAsync("/"));
        Assert.Equal(Page, await _gateway.Site.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("<meta http-equiv=refresh content='0;url=/x'><p id=here>old</p>", "<meta http-equiv=refresh content='0;url=/x'><p id=here>new</p>")]
    [InlineData("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><br/><p id=\"here\">old</p></body></html>",
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><br/><p id=\"here\">new</p></body></html>")]
    [InlineData("<p>email<p id=here>old", "<p>email<p id=here>new")]
    [InlineData("<html><body></body></html><p id=here>old</p>", "<html><body></body></html><p id=here>new</p>")]
    [InlineData("<p id=here>old</p><p id=here>second</p>", "<p id=here>new</p><p id=here>second</p>")]
    [InlineData("<script>x<p id=here>old</p>", "<script>x<p id=here>old</p>")]
    [InlineData("<!-- <p id=here>old</p>", "<!-- <p id=here>old</p>")]
    [InlineData("<textarea><p id=here>old</p>", "<textarea><p id=here>old</p>")]
    public async Task OddPage_IsFilledWhereABrowserSeesTheElement(string html, string expected)
    {
        _gateway.Origin.Answer("/", html, Cacheable);

        Assert.Equal(expected, await _gateway.Site.GetStringAsync("/"));
    }

    [Fact]
    public async Task DeepPage_PassesWhole()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "<p id=here>old";
        _gateway.Origin.Answer("/", html, Cacheable);

        Assert.Equal(html, await _gateway.Site.GetStringAsync("/"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task PageInPiecesOfAnyLength_IsThePageInOne(int length)
    {
        _gateway.Origin.On("/", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{Cacheable}\r\nTransfer-Encoding: chunked\r\n\r\n");
            foreach (var piece in Page.Chunk(length))
            {
                await exchange.WriteAsync($"{piece.Length:x}\r\n{new string(piece)}\r\n");
            }

            await exchange.WriteAsync("0\r\n\r\n");
        });

        Assert.Equal(Personal, await _gateway.Site.GetStringAsync("/"));
    }

    [Fact]
    public async Task ClientOfHttp10_GetsAWholePersonalPage()
    {
        _gateway.Origin.Answer("/", Page, Cacheable);
        var address = _gateway.Site.BaseAddress!;
        using var client = new TcpClient(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.0\r\nHost: {address.Authority}\r\n\r\n"));

        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Personal, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task PlanOfAPage_OutlivesItsRevalidation()
    {
        _gateway.Origin.On("/", exchange => exchange.Request.Header("If-None-Match") is not null
            ? exchange.WriteAsync("HTTP/1.1 304 Not Modified\r\nETag: \"o\"\r\nCache-Control: max-age=0\r\n\r\n")
            : exchange.AnswerAsync(Page, "text/html", "Cache-Control: max-age=0\r\nETag: \"o\""));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Personal, await _gateway.Site.GetStringAsync("/"));
        }

        Assert.Equal(3, _gateway.Origin.CountOf("/"));
        Assert.Contains(
            "edge_templates_plans_total{refusal=\"none\"} 1\n", await _gateway.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }
}
