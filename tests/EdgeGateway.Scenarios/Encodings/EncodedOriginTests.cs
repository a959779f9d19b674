using System.Text;
using EdgeGateway.TestKit;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Encodings;

/// <summary>What visitors get from an origin that always compresses, or says so.</summary>
public sealed class EncodedOriginTests(EncodedOriginSite site, ITestOutputHelper output) : IClassFixture<EncodedOriginSite>
{
    private const string Page = "<!doctype html><html><body><p>a page that always comes compressed</p></body></html>";

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task EveryVisitor_GetsThePageInACodingTheyTake(string coding)
    {
        var body = Coded.Text(20_000);
        site.Serve($"/any-{coding}", Coded.As(coding, body), coding, "text/css");

        var first = await site.GetAsync($"/any-{coding}");
        var taker = await site.GetHitAsync($"/any-{coding}", $"Accept-Encoding: {coding}\r\n");
        var plain = await site.GetHitAsync($"/any-{coding}");

        Assert.Null(first.Header("Content-Encoding"));
        Assert.All(new[] { first, taker, plain }, answer => Assert.Equal(body, Coded.Undo(answer)));
        Assert.Equal("W/\"v\"", plain.Header("ETag"));
        Assert.Equal(1, site.Origin.CountOf($"/any-{coding}"));
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    [InlineData("deflate", true)]
    [InlineData("gzip", false)]
    public async Task CompressedPage_GetsItsSlots(string coding, bool taken)
    {
        var target = $"/slots/{coding}-{taken}";
        site.Serve(target, Coded.As(coding, Encoding.UTF8.GetBytes(Page)), coding);

        var first = await site.GetAsync(target, taken ? $"Accept-Encoding: {coding}\r\n" : "");
        var second = await site.GetHitAsync(target);

        var expected = Page.Replace("</body>", EncodedOriginSite.Mark + "</body>", StringComparison.Ordinal);
        Assert.Equal(expected, Encoding.UTF8.GetString(Coded.Undo(first)));
        Assert.Equal(expected, second.Text);
    }

    [Theory]
    [InlineData("label", "gzip")]
    [InlineData("label", "br")]
    [InlineData("label", "deflate")]
    [InlineData("cut", "gzip")]
    [InlineData("cut", "br")]
    [InlineData("crc", "gzip")]
    [InlineData("tail", "gzip")]
    [InlineData("tail", "br")]
    public async Task DamagedBody_PassesByteForByteAndIsNotStored(string damage, string coding)
    {
        var whole = Coded.As(coding, Encoding.UTF8.GetBytes(Page));
        byte[] sent = damage switch
        {
            "label" => Encoding.UTF8.GetBytes(Page),
            "cut" => whole[..^9],
            "crc" => [.. whole[..^8], (byte)(whole[^8] ^ 1), .. whole[^7..]],
            _ => [.. whole, .. "<!-- tail -->"u8],
        };
        var target = $"/slots/damaged-{damage}-{coding}";
        site.Serve(target, sent, coding);

        for (var i = 0; i < 3; i++)
        {
            var answer = await site.GetAsync(target, i == 2 ? "" : "Accept-Encoding: gzip, br, deflate\r\n");

            Assert.Equal((200, coding, true), (answer.Status, answer.Header("Content-Encoding"), answer.IsComplete));
            Assert.Equal(sent, answer.Body);
        }

        Assert.Equal(3, site.Origin.CountOf(target));
    }

    [Theory]
    [InlineData("br, gzip")]
    [InlineData("gzip, gzip, gzip")]
    [InlineData("x-unknown")]
    public async Task CodingWeDoNotUndo_PassesByteForByte(string coding)
    {
        var sent = Encoding.UTF8.GetBytes(Page);
        var target = "/slots/" + coding.Replace(", ", "-", StringComparison.Ordinal);
        site.Serve(target, sent, coding);

        foreach (var headers in new[] { "Accept-Encoding: gzip, br, x-unknown\r\n", "", "Accept-Encoding: br\r\n", "Accept-Encoding: *\r\n" })
        {
            var answer = await site.GetAsync(target, headers);

            Assert.Equal((200, coding), (answer.Status, answer.Header("Content-Encoding")));
            Assert.Equal(sent, answer.Body);
        }
    }

    [DataFact("pages/readability")]
    public async Task RealPages_ComeBackWholeInEveryForm()
    {
        foreach (var coding in new[] { "gzip", "br" })
        {
            for (var i = 0; i < site.Pages.Count; i++)
            {
                foreach (var headers in new[] { "", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n", "Accept-Encoding: gzip, deflate, br, zstd\r\n" })
                {
                    var answer = await site.GetAsync($"/{coding}/{i}", headers);

                    Assert.True(answer.Status == 200 && Coded.Undo(answer).AsSpan().SequenceEqual(site.Pages[i].Bytes), $"{site.Pages[i].Name}, {coding}, {headers}");
                }
            }
        }

        output.WriteLine($"{site.Pages.Count} pages in 2 codings to 4 kinds of client.");
    }

    [DataFact("pages/readability")]
    public async Task RealPages_GetTheSlotTheyWouldGetUncompressed()
    {
        var filled = 0;
        for (var i = 0; i < site.Pages.Count; i++)
        {
            var text = Encoding.Latin1.GetString(Coded.Undo(await site.GetAsync($"/slots/{i}", "Accept-Encoding: gzip, br\r\n")));
            var rest = text.Replace(EncodedOriginSite.Mark, "", StringComparison.Ordinal);

            Assert.True(rest == Encoding.Latin1.GetString(site.Pages[i].Bytes), site.Pages[i].Name);
            filled += rest.Length < text.Length ? 1 : 0;
        }

        output.WriteLine($"{filled} of {site.Pages.Count} pages have the slot.");
        Assert.True(filled >= site.Pages.Count * 9 / 10, $"{filled} of {site.Pages.Count}");
    }
}
