using System.Text;

namespace EdgeGateway.Scenarios.Sharing;

public sealed class ExactTargetTests(PlainSite site) : IClassFixture<PlainSite>
{
    [Theory]
    [InlineData("/a%2fb")]
    [InlineData("/a%2Fb")]
    [InlineData("/%41")]
    [InlineData("/A")]
    [InlineData("/q?a=1;b=2")]
    [InlineData("/q?")]
    [InlineData("/q?a=%zz&&=+%20")]
    [InlineData("//x")]
    [InlineData("/x")]
    [InlineData("/%7Euser/~user")]
    [InlineData("/a%2f..%2fb")]
    [InlineData("/b;v=1/,=:@!$&'()*")]
    public async Task Target_ReachesTheOriginByteForByteAndIsAnEntryOfItsOwn(string target)
    {
        site.Origin.On(target, exchange => exchange.AnswerAsync(exchange.Request.Target, "text/plain", "Cache-Control: max-age=60"));

        var first = await site.GetAsync(target);
        var hit = await site.GetHitAsync(target);

        Assert.Equal((200, target), (first.Status, first.Text));
        Assert.Equal(target, hit.Text);
        Assert.Equal(1, site.Origin.CountOf(target));
    }

    [Fact]
    public async Task HeaderBytesAboveAscii_PassBothWays()
    {
        site.Origin.On("/latin", exchange => exchange.AnswerAsync("ok", "text/plain", "X-Place: K\u00f6ln\r\nCache-Control: no-store"));

        var answer = await site.GetAsync("/latin", "X-Name: caf\u00e9\r\nCookie: name=Ren\u00e9\r\n");

        var received = Assert.Single(site.Origin.RequestsOf("/latin"));
        Assert.Equal(200, answer.Status);
        Assert.Equal("K\u00f6ln", answer.Header("X-Place"));
        Assert.Equal(("caf\u00e9", "name=Ren\u00e9"), (received.Header("X-Name"), received.Header("Cookie")));
    }

    [Fact]
    public async Task PostedBody_ReachesTheOriginAndEndsTheStoredPage()
    {
        site.Origin.On("/form", exchange => exchange.AnswerAsync(
            exchange.Request.Method == "POST" ? Encoding.UTF8.GetString(exchange.Request.Body) : "page", headers: "Cache-Control: max-age=60"));

        await site.GetHitAsync("/form");
        var posted = await site.SendAsync("POST", "/form", "Content-Type: text/plain\r\n", "gr\u00fc\u00dfe");
        await site.GetAsync("/form");

        Assert.Equal("gr\u00fc\u00dfe", posted.Text);
        Assert.Equal(["GET", "POST", "GET"], site.Origin.RequestsOf("/form").Select(request => request.Method));
    }
}
