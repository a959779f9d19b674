using System.Net;
using System.Text;
using System.Text.Json;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Api;

public sealed class EdgeApiTests(PlainGateway shared) : IClassFixture<PlainGateway>
{
    private const string View = "{\"type\":\"view\",\"item\":\"a\"}";

    private readonly HostedGateway _gateway = shared.Gateway;

    [Theory]
    [InlineData("application/json", View, 202)]
    [InlineData("text/plain", View, 202)]
    [InlineData("text/plain; charset=UTF-8", View, 202)]
    [InlineData("text/plain; charset=utf-16", View, 415)]
    [InlineData("application/x-www-form-urlencoded", View, 415)]
    [InlineData(null, View, 415)]
    [InlineData("application/json", "{\"type\":", 400)]
    [InlineData("application/json", "{\"type\":\"look\"}", 400)]
    [InlineData("application/json", "[" + View + "," + View + "," + View + "," + View + "]", 413)]
    public async Task Events_AreAnsweredByWhatTheyAre(string? type, string body, int expected)
    {
        using var answer = await PostAsync(body, type, await _gateway.ConsentAsync());

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task LargeBody_IsRefusedAndCounted()
    {
        using var answer = await PostAsync(new string(' ', 2000), "application/json", await _gateway.ConsentAsync());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("edge_events_refused_total{kind=\"too-many-bytes\"} 1\n", await _gateway.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MalformedEvent_NamesFieldAndIndexAndIsCounted()
    {
        using var answer = await PostAsync("[" + View + ",{\"type\":\"look\"}]", "application/json", await _gateway.ConsentAsync());

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, json.RootElement.GetProperty("index").GetInt32());
        Assert.Equal("type", json.RootElement.GetProperty("field").GetString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("edge_events_refused_total{kind=\"value\"}", await _gateway.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutConsent_NothingIsKept()
    {
        using var answer = await PostAsync(View, "application/json", cookie: null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task TooManyEvents_AreLimitedAndCounted()
    {
        var cookie = await _gateway.ConsentAsync();
        for (var i = 0; i < 1000; i++)
        {
            using var answer = await PostAsync(View, "application/json", cookie);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
                Assert.Contains("edge_events_limited_total{by=\"visitor\"} 1\n", await _gateway.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
                return;
            }
        }

        Assert.Fail("A thousand events at once were all accepted.");
    }

    [Theory]
    [InlineData("{\"analytics\":true}", 200)]
    [InlineData("{\"analytics\":\"yes\"}", 400)]
    [InlineData("{\"tracking\":true}", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("{\"analytics\":true,\"analytics\":false}", 400)]
    public async Task Consent_IsAnsweredByWhatItSays(string body, int expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await _gateway.Site.PutAsync("/_edge/consent", content);

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(expected == 200, answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task WithdrawnConsent_ErasesAndRemovesBothCookies()
    {
        var cookie = await _gateway.ConsentAsync();
        (await PostAsync(View, "application/json", cookie)).Dispose();
        Assert.Contains("\"item\":\"a\"", await MeAsync(cookie), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/_edge/consent");
        request.Headers.Add("Cookie", cookie);

        using var answer = await _gateway.Site.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), value => Assert.Contains("Max-Age=0", value, StringComparison.Ordinal));
        Assert.Equal(2, answer.Headers.GetValues("Set-Cookie").Count());
        Assert.Contains("\"profile\":null", await MeAsync(cookie), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/_edge/events")]
    [InlineData("PUT", "/_edge/consent")]
    [InlineData("DELETE", "/_edge/consent")]
    [InlineData("DELETE", "/_edge/me")]
    public async Task ChangeFromAnotherSite_IsForbidden(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", "https://evil.test");

        using var answer = await _gateway.Site.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/_edge/nothing")]
    [InlineData("/_edge/")]
    public async Task UnknownOwnPath_NeverReachesTheOrigin(string path)
    {
        using var answer = await _gateway.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0, _gateway.Origin.CountOf(path));
    }

    [Fact]
    public async Task OwnFile_IsRevalidated()
    {
        using var first = await _gateway.GetAsync("/_edge/client.js");
        using var second = await _gateway.GetAsync("/_edge/client.js", null, ("If-None-Match", first.Headers.ETag!.Tag));

        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    private async Task<string> MeAsync(string cookie)
    {
        using var answer = await _gateway.GetAsync("/_edge/me", cookie);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? type, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_edge/events") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await _gateway.Site.SendAsync(request);
    }
}
