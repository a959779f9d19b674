using System.Text.Json;
using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Faults;

public sealed class BadInputTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    [Theory]
    [InlineData("""{"type":"look"}""", 0, "type", "look")]
    [InlineData("""[{"type":"view","item":"a1"},{"type":"cart","item":"a1","quantity":-1}]""", 1, "quantity", "-1")]
    [InlineData("""[{"type":"view","item":"a1"},{"type":"view","itm":"a1"}]""", 1, "itm", "itm")]
    [InlineData("""{"item":"a1"}""", 0, "type", "type")]
    [InlineData("""{"type":"view","item":"a1","time":"yesterday"}""", 0, "time", "yesterday")]
    [InlineData("""{"type":"view","value":"free"}""", 0, "value", "free")]
    public async Task MalformedEvent_IsA400WithIndexFieldAndValueAndKeepsNothing(string body, int index, string field, string value)
    {
        var visitor = await Visitor.ConsentingAsync(site);

        var answer = await visitor.SendAsync("POST", "/_edge/events", body);
        var problem = JsonDocument.Parse(answer.Body).RootElement;

        Assert.Equal(400, answer.Status);
        Assert.Equal((index, field), (problem.GetProperty("index").GetInt32(), problem.GetProperty("field").GetString()));
        Assert.Contains($"'{value}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("accepted is", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await visitor.MeAsync()).GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"view\"")]
    [InlineData("{\"type\":\"view\"} trailing")]
    [InlineData("[[]]")]
    public async Task BodyThatIsNoEvent_IsA400(string body)
    {
        var visitor = await Visitor.ConsentingAsync(site);

        Assert.Equal(400, (await visitor.SendAsync("POST", "/_edge/events", body)).Status);
    }

    [Fact]
    public async Task PartialBatch_KeepsTheGoodOnes()
    {
        var visitor = await Visitor.ConsentingAsync(site);

        var answer = await visitor.SendAsync("POST", "/_edge/events?partial=1", """[{"type":"view","item":"a1"},{"type":"look"}]""");

        Assert.Equal((202, """{"accepted":1,"rejected":1}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task TooLargeBodyOrBatch_IsA413()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        var many = string.Join(',', Enumerable.Repeat("""{"type":"view"}""", 51));

        var large = await visitor.SendAsync("POST", "/_edge/events", $$"""{"type":"view","item":"{{new string('x', 70_000)}}"}""");
        var batch = await visitor.SendAsync("POST", "/_edge/events", $"[{many}]");

        Assert.Equal((413, 413), (large.Status, batch.Status));
        Assert.Equal(0, (await visitor.MeAsync()).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task TextPlainEvent_IsAcceptedAndOtherTypesAreNot()
    {
        var visitor = await Visitor.ConsentingAsync(site);

        var beacon = await visitor.SendAsync("POST", "/_edge/events", """{"type":"view","item":"a1"}""", "text/plain;charset=UTF-8");
        var form = await visitor.SendAsync("POST", "/_edge/events", "type=view", "application/x-www-form-urlencoded");

        Assert.Equal((202, 415), (beacon.Status, form.Status));
    }

    [Fact]
    public async Task SpoiltCookies_MeanANewVisitorAndAPage()
    {
        var known = await Visitor.ConsentingAsync(site);
        await known.ViewAsync("a1");
        var other = await Visitor.ConsentingAsync(site);
        var id = known.Id!;
        var forged = id[..^3] + (id.EndsWith("AAA", StringComparison.Ordinal) ? "BBB" : "AAA");
        string[] spoilt =
        [
            forged, $"{id}; {other.Id}", "edge_id=", "edge_id=x", "edge_id=\u00ff\u00fe", $"edge_id={new string('A', 4000)}", id + "A", "edge_id", ";;;=;",
        ];

        foreach (var cookie in spoilt)
        {
            var page = await site.GetAsync("/", $"{Visitor.Browser}Cookie: {cookie}; {known.Consent}\r\n");

            Assert.True(page.Status == 200, $"'{cookie}' is answered {page.Status}.");
            Assert.Empty(Visitor.Row(page, "Recently viewed"));
            Assert.NotNull(page.SetCookie("edge_id"));
            Assert.NotEqual(id, page.SetCookie("edge_id"));
        }

        Assert.Equal(["a1"], Visitor.Row(await known.GetAsync("/"), "Recently viewed"));
    }

    [Theory]
    [InlineData("edge_consent=")]
    [InlineData("edge_consent=\u00ff")]
    [InlineData("edge_consent=everything")]
    [InlineData("edge_consent=1.apm.x")]
    public async Task SpoiltConsent_IsNoConsent(string cookie)
    {
        var known = await Visitor.ConsentingAsync(site);
        await known.ViewAsync("a1");

        var page = await site.GetAsync("/", $"{Visitor.Browser}Cookie: {known.Id}; {cookie}\r\n");

        Assert.Equal(200, page.Status);
        Assert.Empty(Visitor.Row(page, "Recently viewed"));
        Assert.Empty(page.HeaderValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("GET", "/_edge/nothing")]
    [InlineData("POST", "/_edge/consent")]
    [InlineData("GET", "/_edge/")]
    [InlineData("GET", "/_edge/events")]
    [InlineData("GET", "/_edge/api/status")]
    public async Task UnknownEndpoint_IsA404AndNeverReachesTheOrigin(string method, string target)
    {
        var answer = await site.SendAsync(method, target, Visitor.Browser + "Content-Type: application/json\r\n", method == "POST" ? "{}" : null);

        Assert.True(answer.Status is 404 or 405, $"{method} {target} is {answer.Status}.");
        Assert.Equal(0, site.Origin.CountOf(target));
    }

    [Theory]
    [InlineData("GET /x HTTP/1.1\nHost: a\n\n")]
    [InlineData("GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData("GET /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /x HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\r\n\r\n")]
    public async Task RequestThatIsNoHttp_IsRefusedAndNeverReachesTheOrigin(string request)
    {
        using var client = await TestKit.Clients.RawClient.ConnectAsync(site.Gateway.Site);
        await client.WriteAsync(System.Text.Encoding.Latin1.GetBytes(request));

        var answer = await client.ReadAsync();

        Assert.Equal(400, answer.Status);
        Assert.Equal(0, site.Origin.CountOf("/x"));
    }
}
