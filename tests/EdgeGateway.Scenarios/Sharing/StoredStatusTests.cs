using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>Statuses that are kept, asked for twice on one connection, which must stay in step.</summary>
public sealed class StoredStatusTests(PlainSite site) : IClassFixture<PlainSite>
{
    [Theory]
    [InlineData("204 No Content", "")]
    [InlineData("404 Not Found", "gone")]
    [InlineData("301 Moved Permanently", "")]
    [InlineData("503 Service Unavailable", "later")]
    public async Task StatusWithALifetime_IsAHitOfTheSameForm(string status, string body)
    {
        var target = "/status/" + status[..3];
        site.Origin.On(target, exchange => body.Length > 0
            ? exchange.AnswerAsync(body, "text/plain", "Cache-Control: max-age=60", status)
            : exchange.WriteAsync($"HTTP/1.1 {status}\r\nCache-Control: max-age=60\r\n{(status.StartsWith("204") ? "" : "Content-Length: 0\r\n")}\r\n"));
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        var first = await client.RequestAsync("GET", target);
        await site.GetHitAsync(target);
        var second = await client.RequestAsync("GET", target);

        Assert.All(new[] { first, second }, answer => Assert.Equal((int.Parse(status[..3]), body), (answer.Status, answer.Text)));
        Assert.Equal(1, site.Origin.CountOf(target));
        Assert.Equal(status.StartsWith("204") ? null : $"{body.Length}", second.Header("Content-Length"));
    }
}
