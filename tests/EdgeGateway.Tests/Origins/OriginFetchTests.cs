using System.Net;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Origins;

/// <summary>What the cache makes of origins that answer well, badly and not at all.</summary>
public sealed class OriginFetchTests(PlainGateway shared) : IClassFixture<PlainGateway>
{
    private readonly HostedGateway _gateway = shared.Gateway;

    [Fact]
    public async Task BodyCutShort_IsNeverStoredNorTakenForWhole()
    {
        _gateway.Origin.On("/cut", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: max-age=600\r\nContent-Length: 100\r\n\r\nonly this");
            exchange.Close();
        });

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
            {
                using var answer = await _gateway.GetAsync("/cut");
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsStringAsync();
            });
        }

        _gateway.Origin.Answer("/cut", "whole", "Cache-Control: max-age=600", "text/plain");
        Assert.Equal("whole", await _gateway.Site.GetStringAsync("/cut"));
    }

    [Fact]
    public async Task BodyEndedByTheConnection_IsPassedOnAndNotStored()
    {
        _gateway.Origin.On("/close", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: max-age=600\r\nConnection: close\r\n\r\nall of it, perhaps");
            exchange.Close();
        });

        Assert.Equal("all of it, perhaps", await _gateway.Site.GetStringAsync("/close"));
        Assert.Equal("all of it, perhaps", await _gateway.Site.GetStringAsync("/close"));

        Assert.Equal(2, _gateway.Origin.CountOf("/close"));
    }

    [Fact]
    public async Task StaleResponse_IsRevalidatedWithItsValidator()
    {
        _gateway.Origin.On("/old", exchange => exchange.Request.Header("If-None-Match") == "\"v1\""
            ? exchange.WriteAsync("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nCache-Control: max-age=0\r\n\r\n")
            : exchange.AnswerAsync("first", "text/plain", "ETag: \"v1\"\r\nCache-Control: max-age=0"));

        await _gateway.Site.GetStringAsync("/old");
        using var second = await _gateway.GetAsync("/old");

        Assert.Equal("first", await second.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(["GET", "GET"], _gateway.Origin.RequestsOf("/old").Select(request => request.Method));
    }

    [Fact]
    public async Task Head_IsAnsweredFromAGet()
    {
        _gateway.Origin.Answer("/page", "twelve bytes", "Cache-Control: max-age=600", "text/plain");
        await _gateway.Site.GetStringAsync("/page");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/page");

        using var answer = await _gateway.Site.SendAsync(request);

        Assert.Equal(12, answer.Content.Headers.ContentLength);
        Assert.Equal("GET", Assert.Single(_gateway.Origin.RequestsOf("/page")).Method);
    }

    [Theory]
    [InlineData("/a%2fb")]
    [InlineData("/a//b")]
    [InlineData("/a?b=%41&c=%zz")]
    [InlineData("/%E4?q=ä")]
    [InlineData("/a%20b?x=1+1")]
    public async Task Target_ReachesTheOriginByteForByte(string target)
    {
        var written = target.Replace("ä", "%C3%A4", StringComparison.Ordinal);
        _gateway.Origin.Answer(written, "found", "Cache-Control: no-store", "text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
            _gateway.Site.BaseAddress!.GetLeftPart(UriPartial.Authority) + written, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        using var answer = await _gateway.Site.SendAsync(request);

        Assert.Equal("found", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("edge_id=AAAA; a=1", "a=1")]
    [InlineData("a=1;edge_consent=1.3;  b=\"x; y\"", "a=1;  b=\"x; y\"")]
    [InlineData("my_edge_id=1; edge_id2=2", "my_edge_id=1; edge_id2=2")]
    [InlineData("edge_id=AAAA", null)]
    public async Task OwnCookies_DoNotReachTheOrigin(string cookies, string? received)
    {
        _gateway.Origin.Answer("/c", "ok", "Cache-Control: no-store", "text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/c");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);

        (await _gateway.Site.SendAsync(request)).Dispose();

        Assert.Equal(received, _gateway.Origin.RequestsOf("/c")[^1].Header("Cookie"));
    }

    [Fact]
    public async Task OriginThatIsGone_IsAPlainPageWithARequestId()
    {
        await using var gateway = await HostedGateway.StartAsync();
        await gateway.StopOriginAsync();

        using var answer = await gateway.GetAsync("/gone");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Request-Id"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("cannot be reached", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
