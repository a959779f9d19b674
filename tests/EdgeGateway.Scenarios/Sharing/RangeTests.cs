using System.Text;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>Parts of pages: from what is stored, from what arrives, and past the cache (RFC 9110 section 14).</summary>
public sealed class RangeTests(PlainSite site) : IClassFixture<PlainSite>
{
    private const string Digits = "0123456789";
    private const string Shared = "Cache-Control: max-age=60\r\nETag: \"v1\"\r\nLast-Modified: Mon, 02 Nov 2020 10:00:00 GMT";

    [Theory]
    [InlineData("bytes=0-1", "01", "bytes 0-1/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=0-", Digits, "bytes 0-9/10")]
    [InlineData("bytes=2-4,3-6", "23456", "bytes 2-6/10")]
    public async Task PartOfAStoredPage_ComesFromTheCache(string range, string text, string contentRange)
    {
        site.Origin.Answer("/stored", Digits, Shared);
        await site.GetHitAsync("/stored");

        var part = await site.GetAsync("/stored", $"Range: {range}");

        Assert.Equal((206, text, contentRange), (part.Status, part.Text, part.Header("Content-Range")));
        Assert.Equal(("\"v1\"", "0"), (part.Header("ETag"), part.Header("Age")![..1]));
        Assert.Equal(1, site.Origin.CountOf("/stored"));
    }

    [Fact]
    public async Task SeveralParts_ComeAsMultipart()
    {
        site.Origin.Answer("/several", Digits, Shared, "text/plain");
        await site.GetHitAsync("/several");

        var answer = await site.GetAsync("/several", "Range: bytes=0-1, -3");

        var boundary = answer.Header("Content-Type")!["multipart/byteranges; boundary=".Length..];
        Assert.Equal(206, answer.Status);
        Assert.Null(answer.Header("Content-Range"));
        Assert.Equal(
            $"\r\n--{boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
            + $"\r\n--{boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes 7-9/10\r\n\r\n789\r\n--{boundary}--\r\n",
            answer.Text);
    }

    [Theory]
    [InlineData("Range: bytes=10-", 416)]
    [InlineData("Range: bytes=0-1\r\nIf-Range: \"v1\"", 206)]
    [InlineData("Range: bytes=0-1\r\nIf-Range: \"v2\"", 200)]
    [InlineData("Range: bytes=0-1\r\nIf-Range: Mon, 02 Nov 2020 10:00:00 GMT", 206)]
    [InlineData("Range: bytes=0-1\r\nIf-None-Match: \"v1\"", 304)]
    [InlineData("Range: bytes=0-1\r\nIf-None-Match: \"v2\"", 206)]
    [InlineData("Range: lines=0-1", 200)]
    public async Task Conditions_ComeBeforeTheRange(string fields, int status)
    {
        site.Origin.Answer("/conditions", Digits, Shared);
        await site.GetHitAsync("/conditions");

        var answer = await site.GetAsync("/conditions", fields);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 416 ? "bytes */10" : status == 206 ? "bytes 0-1/10" : null, answer.Header("Content-Range"));
        Assert.True(status != 416 || answer.Header("Cache-Control") is null);
    }

    [Fact]
    public async Task HeadAndErrors_KnowNoParts()
    {
        site.Origin.Answer("/head", Digits, Shared).Answer("/gone", Digits, Shared, status: "404 Not Found");
        await site.GetHitAsync("/head");
        await site.GetHitAsync("/gone");

        var head = await site.SendAsync("HEAD", "/head", "Range: bytes=0-1");
        var gone = await site.GetAsync("/gone", "Range: bytes=0-1");

        Assert.Equal((200, "10"), (head.Status, head.Header("Content-Length")));
        Assert.Equal((404, Digits), (gone.Status, gone.Text));
    }

    [Theory]
    [InlineData("known", "bytes=4-5", "45")]
    [InlineData("known-several", "bytes=4-5,0-0", null)]
    [InlineData("chunked", "bytes=-2", "89")]
    [InlineData("outside", "bytes=40-", null)]
    public async Task PartOfAColdPage_FetchesTheWholeOnce(string name, string range, string? text)
    {
        var target = "/cold/" + name;
        site.Origin.On(target, exchange => name == "chunked"
            ? exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Shared}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n")
            : exchange.AnswerAsync(Digits, headers: Shared));

        var part = await site.GetAsync(target, "Range: " + range);
        var whole = await site.GetHitAsync(target);

        Assert.Equal(name == "outside" ? 416 : 206, part.Status);
        Assert.True(text is null || part.Text == text);
        Assert.Equal(Digits, whole.Text);
        Assert.Null(Assert.Single(site.Origin.RequestsOf(target)).Header("Range"));
    }

    [Fact]
    public async Task PartAtTheBeginning_DoesNotWaitForTheEnd()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/slow", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Shared}\r\nContent-Length: 10\r\n\r\n01234");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("56789");
        });

        var part = await site.GetAsync("/slow", "Range: bytes=1-3");
        barrier.Open();

        Assert.Equal((206, "123", true), (part.Status, part.Text, part.IsComplete));
        Assert.Equal(Digits, (await site.GetHitAsync("/slow")).Text);
    }

    [Theory]
    [InlineData("private", "Cache-Control: private")]
    [InlineData("cookie", "Cache-Control: max-age=60\r\nSet-Cookie: a=b")]
    public async Task PartOfWhatIsNotShared_IsTheOriginsToCut(string name, string fields)
    {
        var target = "/own/" + name;
        site.Origin.On(target, exchange => exchange.Request.Header("Range") is null
            ? exchange.AnswerAsync(new string('x', 400_000), headers: fields)
            : exchange.AnswerAsync("45", headers: fields + "\r\nContent-Range: bytes 4-5/10", status: "206 Partial Content"));

        for (var visit = 0; visit < 3; visit++)
        {
            var part = await site.GetAsync(target, "Range: bytes=4-5");
            Assert.Equal((206, "45", "bytes 4-5/10"), (part.Status, part.Text, part.Header("Content-Range")));
        }

        // One was needed to learn it; the others went straight through.
        Assert.Single(site.Origin.RequestsOf(target), request => request.Header("Range") is null);
    }

    [Fact]
    public async Task TruncatedWhole_BreaksThePartThatNeedsIt()
    {
        site.Origin.On("/cut", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Shared}\r\nContent-Length: 10\r\n\r\n01234");
            exchange.Close();
        });
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        var part = await client.RequestAsync("GET", "/cut", "Range: bytes=3-7");

        Assert.Equal((206, false), (part.Status, part.IsComplete));
    }

    [Fact]
    public async Task StoredGzip_IsCutInItsIdentityForm()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.ASCII.GetBytes(Digits));
        }

        site.Origin.On("/packed", exchange => exchange.AnswerAsync(packed.ToArray(), headers: Shared + "\r\nContent-Encoding: gzip"));

        var cold = await site.GetAsync("/packed", "Accept-Encoding: gzip\r\nRange: bytes=2-3");
        var warm = await site.GetAsync("/packed", "Accept-Encoding: gzip\r\nRange: bytes=2-3");

        Assert.All(new[] { cold, warm }, part => Assert.Equal(
            (206, "23", "bytes 2-3/10", null), (part.Status, part.Text, part.Header("Content-Range"), part.Header("Content-Encoding"))));
    }
}
