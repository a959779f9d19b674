using System.Net;
using System.Text.Json;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Purging;

public sealed class PurgeMethodTests
{
    private const string Key = "a-key-of-24-characters--";
    private const string WithKey = "\"Cache\": { \"Purge\": { \"Key\": \"" + Key + "\" }, \"Policies\": { \"default\": { \"StaleWhileRevalidate\": \"1h\", \"Query\": { \"Ignore\": [\"utm_*\"] } } } }";

    [Fact]
    public async Task WithoutAConfiguredKey_IsNotAllowedAndNeverForwarded()
    {
        await using var gateway = await HostedGateway.StartAsync();
        await StoreAsync(gateway, "/a");

        using var answer = await PurgeAsync(gateway, "/a", ("Authorization", $"Bearer {Key}"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("GET", answer.Content.Headers.Allow);
        Assert.DoesNotContain(gateway.Origin.Requests, request => request.Method == "PURGE");
        Assert.Contains("hit", await StatusOf(gateway, "/a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + Key)]
    [InlineData("authorization", "bearer " + Key)]
    [InlineData("Edge-Purge-Key", Key)]
    public async Task RightKey_PurgesAllVariantsOfTheUrlAsVisitorsSpellIt(string name, string value)
    {
        await using var gateway = await HostedGateway.StartAsync(WithKey);
        gateway.Origin.Answer("/a?x=%2f", "stored", "Cache-Control: max-age=600\r\nVary: Accept-Language", "text/plain");
        await UntilHitAsync(gateway, "/a?x=%2f", ("Accept-Language", "de"));
        await UntilHitAsync(gateway, "/a?x=%2f", ("Accept-Language", "fr"));

        using var answer = await PurgeAsync(gateway, "/a?utm_source=mail&x=%2f", (name, value));

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(2, json.RootElement.GetProperty("purged").GetInt32());
        Assert.Equal(new Uri(gateway.Site.BaseAddress!, "/").ToString() + "a?x=%2f", json.RootElement.GetProperty("urls")[0].GetString());
        Assert.Contains("miss", await StatusOf(gateway, "/a?x=%2f", ("Accept-Language", "de")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soft", "stale-while-revalidate")]
    [InlineData("hard", "fwd=miss")]
    public async Task Mode_IsTakenFromItsField(string mode, string expected)
    {
        await using var gateway = await HostedGateway.StartAsync(WithKey);
        await StoreAsync(gateway, "/a");

        (await PurgeAsync(gateway, "/a", ("Edge-Purge-Key", Key), ("Edge-Purge-Mode", mode))).Dispose();

        Assert.Contains(expected, await StatusOf(gateway, "/a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Bearer a-key-of-24-characters-x")]
    [InlineData("Authorization", "Basic " + Key)]
    [InlineData("Edge-Purge-Key", "")]
    [InlineData("Edge-Purge-Key", Key + ", " + Key)]
    [InlineData("Cookie", "key=" + Key)]
    public async Task WrongKey_IsForbiddenAndPurgesNothing(string name, string value)
    {
        await using var gateway = await HostedGateway.StartAsync(WithKey);
        await StoreAsync(gateway, "/a");

        using var answer = await PurgeAsync(gateway, "/a", (name, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(Key, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("hit", await StatusOf(gateway, "/a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyWrongKeys_AreLimitedAndTheRightOneStillPasses()
    {
        await using var gateway = await HostedGateway.StartAsync(WithKey);
        var seen = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            using var answer = await PurgeAsync(gateway, "/a", ("Edge-Purge-Key", $"guess-{i}"));
            seen.Add(answer.StatusCode);
        }

        using var right = await PurgeAsync(gateway, "/a", ("Edge-Purge-Key", Key));

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests], seen.Distinct().Order());
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task UnknownMode_IsNamed()
    {
        await using var gateway = await HostedGateway.StartAsync(WithKey);

        using var answer = await PurgeAsync(gateway, "/a", ("Edge-Purge-Key", Key), ("Edge-Purge-Mode", "gentle"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("'gentle'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyFromAFile_IsFollowed()
    {
        await using var gateway = await HostedGateway.StartAsync();
        gateway.Folder.Write("purge.key", Key + "\n");
        gateway.Rewrite("\"Cache\": { \"Purge\": { \"KeyFile\": \"purge.key\" } }");
        (await gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        using var answer = await PurgeAsync(gateway, "/a", ("Edge-Purge-Key", Key));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task StoreAsync(HostedGateway gateway, string target)
    {
        gateway.Origin.Answer(target, "stored", "Cache-Control: max-age=600", "text/plain");
        await UntilHitAsync(gateway, target);
    }

    // An answer is stored a moment after its last reader has it.
    private static async Task UntilHitAsync(HostedGateway gateway, string target, params (string, string)[] headers)
    {
        while (!(await StatusOf(gateway, target, headers)).Contains("; hit", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    private static async Task<string> StatusOf(HostedGateway gateway, string target, params (string, string)[] headers)
    {
        using var answer = await gateway.GetAsync(target, null, headers);
        await answer.Content.ReadAsStringAsync();
        return HostedGateway.CacheStatus(answer);
    }

    private static async Task<HttpResponseMessage> PurgeAsync(HostedGateway gateway, string target, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod("PURGE"), new Uri(
            gateway.Site.BaseAddress!.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await gateway.Site.SendAsync(request);
    }
}
