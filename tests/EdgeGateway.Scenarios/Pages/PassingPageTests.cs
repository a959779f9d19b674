using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using EdgeGateway.Scenarios.Encodings;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Pages;

/// <summary>Pages that may not be stored are filled while they pass.</summary>
public sealed class PassingPageTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    private const string Gzip = "Accept-Encoding: gzip, br\r\n";

    [Theory]
    [InlineData("/private/1", "Cache-Control: private, max-age=60\r\nETag: \"o\"\r\nLast-Modified: Mon, 02 Nov 2026 10:00:00 GMT", "private, max-age=60")]
    [InlineData("/private/2", "Cache-Control: no-store", "no-store")]
    [InlineData("/private/3", "Cache-Control: public, max-age=60\r\nSet-Cookie: session=1", null)]
    public async Task PrivatePage_IsFilledEachTime(string target, string headers, string? cacheControl)
    {
        site.Origin.Answer(target, PersonalSite.Page, headers);
        var visitor = await Visitor.ConsentingAsync(site, session: "other=1");
        await visitor.ViewAsync("a1", "b2");

        foreach (var page in new[] { await visitor.GetAsync(target), await visitor.GetAsync(target), await visitor.GetAsync(target) })
        {
            Assert.Equal((200, true), (page.Status, page.IsComplete));
            Assert.Equal(["b2", "a1"], Visitor.Row(page, "Recently viewed"));
            Assert.Equal(cacheControl ?? "private, no-cache", page.Header("Cache-Control"));
            Assert.Equal((null, null, null), (page.Header("ETag"), page.Header("Last-Modified"), page.Header("Content-Length")));
            Assert.Equal("Accept-Encoding", page.Header("Vary"));
        }

        Assert.Equal(3, site.Origin.CountOf(target));
        Assert.DoesNotContain(site.Origin.RequestsOf(target), request => request.Head.Contains("edge_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClientWithGzip_GetsItPackedOnTheWay()
    {
        site.Origin.Answer("/private/gzip", PersonalSite.Page, "Cache-Control: private");
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a3");
        var plain = await visitor.GetAsync("/private/gzip");

        for (var i = 0; i < 2; i++)
        {
            var packed = await visitor.GetAsync("/private/gzip", Gzip);

            Assert.Equal("gzip", packed.Header("Content-Encoding"));
            Assert.Equal(plain.Body, Unpack(packed.Body));
        }
    }

    [Theory]
    [InlineData("/private/json", "Content-Type: application/json\r\nCache-Control: private")]
    [InlineData("/private/no-transform", "Content-Type: text/html\r\nCache-Control: private, no-transform")]
    [InlineData("/private/file", "Content-Type: text/html\r\nCache-Control: private\r\nContent-Disposition: attachment")]
    [InlineData("/private/encoded", "Content-Type: text/html\r\nCache-Control: private\r\nContent-Encoding: x-own")]
    public async Task AnswerThatIsNoPage_PassesAsItIs(string target, string headers)
    {
        var body = Encoding.UTF8.GetBytes(PersonalSite.Page);
        site.Origin.On(target, async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{headers}\r\nContent-Length: {body.Length}\r\nETag: \"o\"\r\n\r\n");
            await exchange.WriteAsync(body);
        });
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1");

        for (var i = 0; i < 2; i++)
        {
            var answer = await visitor.GetAsync(target, Gzip);

            Assert.Equal((200, $"{body.Length}", "\"o\""), (answer.Status, answer.Header("Content-Length"), answer.Header("ETag")));
            Assert.Equal(body, answer.Body);
        }
    }

    [Fact]
    public async Task FirstBytes_LeaveWhileTheOriginStillWrites()
    {
        var barrier = new OriginBarrier();
        site.Origin.Answer("/private/slow", PersonalSite.Page, "Cache-Control: private");
        await site.GetAsync("/private/slow");
        const string start = "<!doctype html><html><head><title>Shop</title></head><body><p>start</p>";
        site.Origin.On("/private/slow", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: private\r\nConnection: close\r\n\r\n{start}");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("<div id=\"recent\"></div></body></html>");
            exchange.Close();
        });
        using var client = new HttpClient { BaseAddress = site.Gateway.Site };

        using var answer = await client.GetAsync("/private/slow", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var first = new byte[start.Length];
        await body.ReadExactlyAsync(first);
        barrier.Open();
        using var rest = new StreamReader(body);

        Assert.Equal(start, Encoding.ASCII.GetString(first));
        Assert.Equal("<div id=\"recent\"></div></body></html>", await rest.ReadToEndAsync());
    }

    [Fact]
    public async Task BrokenPage_IsNeverTakenForAWholeOne()
    {
        site.Origin.Answer("/private/broken", PersonalSite.Page, "Cache-Control: private");
        await site.GetAsync("/private/broken");
        site.Origin.On("/private/broken", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: private\r\nContent-Length: 5000\r\n\r\n<html><body>half");
            exchange.Reset();
        });

        foreach (var headers in new[] { "", Gzip })
        {
            var answer = await GetUnlessResetAsync("/private/broken", headers);

            Assert.False(answer is { IsComplete: true, Status: 200 }, answer?.Head);
        }
    }

    [Fact]
    public async Task PageLargerThanTheCacheTakes_IsFilledAllTheSame()
    {
        var filler = new string('x', 18_000_000);
        site.Origin.Answer("/large", PersonalSite.Page.Replace("<div id=\"recent\">", $"<p title=\"{filler}\">{filler}</p><div id=\"recent\">", StringComparison.Ordinal),
            "Cache-Control: public, max-age=600");
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1");

        var page = await visitor.GetAsync("/large");

        Assert.Equal((200, true, "private, no-cache"), (page.Status, page.IsComplete, page.Header("Cache-Control")));
        Assert.Equal(["a1"], Visitor.Row(page, "Recently viewed"));
        Assert.InRange(page.Body.Length, 2 * filler.Length, (2 * filler.Length) + 2000);
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 5000)]
    [InlineData("br", 1)]
    [InlineData("br", 5000)]
    public async Task PageThatComesEncoded_IsFilledForEveryClient(string coding, int cut)
    {
        var target = $"/private/coded-{coding}-{cut}";
        var body = Coded.As(coding, Encoding.UTF8.GetBytes(PersonalSite.Page));
        site.Origin.On(target, exchange => AnswerEncoded(exchange, coding, body, cut));
        site.Origin.Answer("/private/plain", PersonalSite.Page, "Cache-Control: private");
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1");
        var plain = await visitor.GetAsync("/private/plain");

        for (var i = 0; i < 2; i++)
        {
            var identity = await visitor.GetAsync(target);
            var packed = await visitor.GetAsync(target, Gzip);

            Assert.Equal((200, true, null), (identity.Status, identity.IsComplete, identity.Header("Content-Encoding")));
            Assert.Equal(Encoding.UTF8.GetString(plain.Body), Encoding.UTF8.GetString(identity.Body));
            Assert.Equal("gzip", packed.Header("Content-Encoding"));
            Assert.Equal(plain.Body, Unpack(packed.Body));
            Assert.Equal(["a1"], Visitor.Row(identity, "Recently viewed"));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task BodyThatIsNotOfItsCoding_PassesAsItCame(string coding)
    {
        var target = $"/private/not-{coding}";
        var body = Enumerable.Repeat((byte)0xFF, 3000).ToArray();
        site.Origin.On(target, exchange => AnswerEncoded(exchange, coding, body, 5000));

        for (var i = 0; i < 2; i++)
        {
            var answer = await site.GetAsync(target, Gzip);

            Assert.Equal((200, true, coding), (answer.Status, answer.IsComplete, answer.Header("Content-Encoding")));
            Assert.Equal(body, answer.Body);
        }
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("br", false)]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    public async Task EncodedPageThatGoesWrongOnTheWay_IsNeverTakenForAWholeOne(string coding, bool isBomb)
    {
        var target = $"/private/wrong-{coding}-{isBomb}";
        var random = new Random(7);
        var body = isBomb
            ? Coded.As(coding, [.. "<html><body>"u8, .. new byte[60_000_000]])
            : Coded.As(coding, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(_ => $"<p>{random.Next()}</p>"))))[..^100];
        site.Origin.On(target, exchange => AnswerEncoded(exchange, coding, body, 5000));

        for (var i = 0; i < 2; i++)
        {
            var answer = await GetUnlessResetAsync(target);

            Assert.False(answer is { IsComplete: true }, answer?.Head);
            Assert.InRange(answer?.Body.Length ?? 0, 0, (body.Length * 200) + 200_000);
        }
    }

    /// <summary>An answer, or null when the end of its connection overtook it.</summary>
    private async Task<RawResponse?> GetUnlessResetAsync(string target, string headers = "")
    {
        try
        {
            return await site.GetAsync(target, headers);
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }
    }

    private static async Task AnswerEncoded(OriginExchange exchange, string coding, byte[] body, int cut)
    {
        await exchange.WriteAsync(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: private\r\nContent-Encoding: {coding}\r\n"
            + $"Content-Length: {body.Length}\r\nETag: \"o\"\r\n\r\n");
        for (var at = 0; at < body.Length; at += cut)
        {
            await exchange.WriteAsync(body.AsMemory(at, Math.Min(cut, body.Length - at)));
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
