using EdgeGateway.Scenarios.Sharing;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Encodings;

/// <summary>Objects without slots in several codings, over real sockets.</summary>
public sealed class EncodingTests(PlainSite site) : IClassFixture<PlainSite>
{
    private const string Browser = "Accept-Encoding: gzip, deflate, br, zstd\r\n";
    private const string Cached = "Cache-Control: max-age=600\r\nETag: \"v1\"";

    private static readonly byte[] Style = Coded.Text(30_000);

    [Fact]
    public async Task ObjectAskedForAgain_ComesInTheCodingTheClientTakes()
    {
        Serve("/site.css", Style, "text/css");

        var first = await site.GetAsync("/site.css", Browser);
        var brotli = await UntilCodedAsync("/site.css", Browser, "br");
        var gzip = await site.GetAsync("/site.css", "Accept-Encoding: gzip\r\n");
        var plain = await site.GetAsync("/site.css");

        Assert.All(new[] { first, brotli, gzip, plain }, answer => Assert.Equal(Style, Coded.Undo(answer)));
        Assert.All(new[] { first, brotli, gzip, plain }, answer => Assert.Equal("Accept-Encoding", answer.Header("Vary")));
        Assert.Equal((null, "gzip", null), (first.Header("Content-Encoding"), gzip.Header("Content-Encoding"), plain.Header("Content-Encoding")));
        Assert.Equal(("\"v1\"", "W/\"v1\"", "W/\"v1\"", "\"v1\""), (first.Header("ETag"), brotli.Header("ETag"), gzip.Header("ETag"), plain.Header("ETag")));
        Assert.Equal(1, site.Origin.CountOf("/site.css"));
    }

    [Fact]
    public async Task Head_SaysWhatGetWouldSay()
    {
        Serve("/head.js", Style, "application/javascript");
        await site.GetHitAsync("/head.js");
        var get = await UntilCodedAsync("/head.js", Browser, "br");

        var head = await site.SendAsync("HEAD", "/head.js", Browser);

        Assert.Empty(head.Body);
        foreach (var name in new[] { "Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary", "Cache-Control" })
        {
            Assert.Equal(get.Header(name), head.Header(name));
        }
    }

    [Theory]
    [InlineData("\"v1\"")]
    [InlineData("W/\"v1\"")]
    [InlineData("\"other\", W/\"v1\"")]
    public async Task TagOfEitherForm_Is304WithTheTagOfTheFormChosen(string known)
    {
        Serve("/known.css", Style, "text/css");
        await site.GetHitAsync("/known.css");
        await UntilCodedAsync("/known.css", Browser, "br");

        var coded = await site.GetAsync("/known.css", Browser + $"If-None-Match: {known}\r\n");
        var plain = await site.GetAsync("/known.css", $"If-None-Match: {known}\r\n");

        Assert.Equal((304, 304), (coded.Status, plain.Status));
        Assert.Equal(("W/\"v1\"", "\"v1\""), (coded.Header("ETag"), plain.Header("ETag")));
        Assert.Equal(("Accept-Encoding", null), (coded.Header("Vary"), coded.Header("Content-Encoding")));
    }

    [Fact]
    public async Task RangeOfACodedObject_IsNeverOfItsCodedBytes()
    {
        Serve("/range.css", Style, "text/css");
        await site.GetHitAsync("/range.css");
        await UntilCodedAsync("/range.css", Browser, "br");

        foreach (var condition in new[] { "", "If-Range: \"v1\"\r\n", "If-Range: W/\"v1\"\r\n" })
        {
            var answer = await site.GetAsync("/range.css", Browser + "Range: bytes=100-199\r\n" + condition);

            Assert.Null(answer.Header("Content-Encoding"));
            Assert.Equal("\"v1\"", answer.Header("ETag"));
            Assert.Equal(answer.Status == 206 ? Style[100..200] : Style, answer.Body);
            Assert.True(condition != "If-Range: W/\"v1\"\r\n" || answer.Status == 200, "A weak tag proves no bytes.");
        }
    }

    [Theory]
    [InlineData("identity;q=0, *;q=0")]
    [InlineData("gzip;q=0, br;q=0")]
    [InlineData("\u0080, zstd")]
    [InlineData("gzip;q=abc")]
    public async Task FieldThatTakesNothingWeHave_GetsIdentity(string field)
    {
        Serve("/odd.css", Style, "text/css");
        await site.GetHitAsync("/odd.css");
        await UntilCodedAsync("/odd.css", Browser, "br");

        var answer = await site.GetAsync("/odd.css", $"Accept-Encoding: {field}\r\n");

        Assert.Equal((200, null), (answer.Status, answer.Header("Content-Encoding")));
        Assert.Equal(Style, answer.Body);
    }

    [Fact]
    public async Task TwoHundredCodings_AreReadAndControlBytesRefusedOrIgnored()
    {
        Serve("/many.css", Style, "text/css");
        await site.GetHitAsync("/many.css");
        await UntilCodedAsync("/many.css", Browser, "br");
        var codings = string.Join(",", Enumerable.Range(0, 200).Select(index => $"c{index}"));

        var many = await site.GetAsync("/many.css", $"Accept-Encoding: {codings},gzip;q=0.1\r\n");
        var control = await site.GetAsync("/many.css", "Accept-Encoding: \u0001\r\n");

        Assert.Equal("gzip", many.Header("Content-Encoding"));
        Assert.Equal(Style, Coded.Undo(many));
        Assert.True(control.Status == 400 || (control.Status == 200 && control.Header("Content-Encoding") is null));
    }

    [Theory]
    [InlineData("/photo.png", "image/png", "")]
    [InlineData("/still.css", "text/css", "Cache-Control: no-transform\r\n")]
    public async Task ObjectNotToBeTouched_StaysAsItIs(string target, string type, string more)
    {
        Serve(target, Style, type, more);
        for (var i = 0; i < 5; i++)
        {
            var answer = await site.GetHitAsync(target, Browser);

            Assert.Equal(Style, answer.Body);
            Assert.Equal((null, null, "\"v1\""), (answer.Header("Content-Encoding"), answer.Header("Vary"), answer.Header("ETag")));
        }
    }

    private void Serve(string target, byte[] body, string type, string more = "") =>
        site.Origin.On(target, exchange => exchange.AnswerAsync(body, type, more + Cached));

    private async Task<RawResponse> UntilCodedAsync(string target, string headers, string coding)
    {
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            var answer = await site.GetAsync(target, headers);
            if (answer.Header("Content-Encoding") == coding)
            {
                return answer;
            }
        }

        throw new TimeoutException($"'{target}' never came in '{coding}'.");
    }
}
