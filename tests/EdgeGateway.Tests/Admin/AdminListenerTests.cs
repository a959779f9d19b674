using System.Net;
using System.Text.Json;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Admin;

public sealed class AdminListenerTests(PlainGateway shared) : IClassFixture<PlainGateway>
{
    private readonly HostedGateway _gateway = shared.Gateway;

    [Theory]
    [InlineData("/healthz", "ok\n")]
    [InlineData("/readyz", "ready\n")]
    public async Task Health_IsAnswered(string path, string expected) => Assert.Equal(expected, await _gateway.Admin.GetStringAsync(path));

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:9901", HttpStatusCode.OK)]
    [InlineData("[::1]:9901", HttpStatusCode.OK)]
    [InlineData("127.9.9.9", HttpStatusCode.OK)]
    [InlineData("attacker.test", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.attacker.test", HttpStatusCode.MisdirectedRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.MisdirectedRequest)]
    public async Task ForeignHost_IsRefused(string host, HttpStatusCode expected)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/healthz", ("Host", host));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.test")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task RequestOfAnotherSite_IsRefusedAndChangesNothing(string name, string value)
    {
        await StoreAsync("/kept");

        using var answer = await SendAsync(HttpMethod.Post, "/api/cache/purge?all=true", (name, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("hit", await StatusOfAsync("/kept"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PurgeByUrl_RemovesThatPageAlone()
    {
        await StoreAsync("/a?x=1");
        await StoreAsync("/b");
        var url = Uri.EscapeDataString(new Uri(_gateway.Site.BaseAddress!, "/a?x=1").ToString());

        Assert.Equal(1, await PurgeAsync($"url={url}"));

        Assert.DoesNotContain("hit", await StatusOfAsync("/a?x=1"), StringComparison.Ordinal);
        Assert.Contains("hit", await StatusOfAsync("/b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PurgeByTagAndAll_CountWhatTheyRemove()
    {
        await StoreAsync("/a", "Surrogate-Key: red blue");
        await StoreAsync("/b", "Surrogate-Key: blue");

        Assert.Equal(1, await PurgeAsync("tag=red"));
        Assert.DoesNotContain("hit", await StatusOfAsync("/a"), StringComparison.Ordinal);
        Assert.Contains("hit", await StatusOfAsync("/b"), StringComparison.Ordinal);
        Assert.InRange(await PurgeAsync("all=true"), 2, int.MaxValue);
        Assert.DoesNotContain("hit", await StatusOfAsync("/b"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all=false")]
    [InlineData("url=/only/a/path")]
    [InlineData("prefix=/only/a/path")]
    [InlineData("url=http://a/&tag=b")]
    public async Task PurgeOfNothingInParticular_IsRefused(string query)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cache/purge?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("exactly one of", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_AnswersWithEveryProblemAndKeepsServing()
    {
        var written = await File.ReadAllTextAsync(_gateway.ConfigFile);
        _gateway.Rewrite("\"Cahce\": {}, \"Data\": 5");

        using var answer = await SendAsync(HttpMethod.Post, "/api/reload");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.False(json.RootElement.GetProperty("accepted").GetBoolean());
        Assert.Equal(2, json.RootElement.GetProperty("problems").GetArrayLength());
        Assert.Contains("refused", await _gateway.Admin.GetStringAsync("/api/status"), StringComparison.Ordinal);
        await StoreAsync("/still");

        await File.WriteAllTextAsync(_gateway.ConfigFile, written);
        using var accepted = await SendAsync(HttpMethod.Post, "/api/reload");
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("visitor=xyz")]
    [InlineData("visitor=00")]
    public async Task EraseOfNobody_IsRefused(string query)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/erase?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("32 hexadecimal digits", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_IsAnswered()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/erase?visitor=00112233445566778899aabbccddeeff");

        Assert.Equal("{\"erased\":true}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ConsolePage_ShowsHostileNamesAsText()
    {
        using var answer = await _gateway.Admin.GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("&lt;b&gt;x&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x</b>", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/nothing")]
    [InlineData("/favicon.ico")]
    public async Task UnknownPath_IsAProblem(string path)
    {
        using var answer = await _gateway.Admin.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains($"'GET {path}'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/healthz")]
    [InlineData("GET", "/api/status")]
    [InlineData("POST", "/api/cache/purge?all=true")]
    [InlineData("POST", "/api/reload")]
    public async Task AdminPathOnTheSite_IsTheOriginsOwn(string method, string target)
    {
        _gateway.Origin.Answer(target, "the origin's", "Cache-Control: no-store");
        using var request = new HttpRequestMessage(new HttpMethod(method), target);

        using var answer = await _gateway.Site.SendAsync(request);

        Assert.Equal("the origin's", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_HaveEveryFamilyOnceAndCountTheTraffic()
    {
        await StoreAsync("/counted");

        var lines = (await _gateway.Admin.GetStringAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var families = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(families.Distinct(), families);
        Assert.Contains("edge_cache_bytes", families);
        Assert.DoesNotContain("edge_cache_bytes_bytes", families);
        Assert.Contains(lines, line => line.StartsWith("edge_cache_requests_total{outcome=\"hit\"}", StringComparison.Ordinal));
    }

    private async Task StoreAsync(string target, string headers = "")
    {
        _gateway.Origin.Answer(target, "stored", $"Cache-Control: max-age=600\r\n{headers}", "text/plain");
        await StatusOfAsync(target);
        Assert.Contains("hit", await StatusOfAsync(target), StringComparison.Ordinal);
    }

    private async Task<string> StatusOfAsync(string target)
    {
        using var answer = await _gateway.GetAsync(target);
        return HostedGateway.CacheStatus(answer);
    }

    private async Task<int> PurgeAsync(string query)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cache/purge?{query}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("purged").GetInt32();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, target);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _gateway.Admin.SendAsync(request);
    }
}
