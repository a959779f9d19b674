using System.Net;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Site;

/// <summary>What a reload means for what is stored: docs/cache-policies.md, "When a policy changes".</summary>
public sealed class PolicyReloadTests
{
    private const string Unchanged = "\"Cache\": { \"Policies\": { \"default\": {} } }, \"ShowDecisions\": true";

    [Theory]
    [InlineData("", Unchanged, "hit")]
    [InlineData("{ \"Tags\": [\"a\"] }", "{ \"Tags\": [\"b\"], \"StaleIfError\": \"1d\" }", "hit")]
    [InlineData("{}", "{ \"Ttl\": { \"WhenOriginSilent\": \"1s\" }, \"Status\": { \"200\": \"1s\" } }", "hit")]
    [InlineData("{}", "{ \"Forward\": \"keyed\", \"Cookies\": { \"Ignore\": [\"x\"] }, \"Collapse\": false }", "hit")]
    [InlineData("{}", "{ \"Query\": { \"Ignore\": [\"b\"] } }", "hit")]
    [InlineData("{}", "{ \"Query\": { \"Ignore\": [\"a\"] } }", "fwd=miss")]
    [InlineData("{}", "{ \"VaryBy\": [\"device\"] }", "fwd=miss")]
    [InlineData("{}", "{ \"Mode\": \"bypass\" }", "fwd=bypass")]
    public async Task EntryStoredBefore_IsFoundOrNotAsDocumented(string before, string after, string expected)
    {
        await using var gateway = await HostedGateway.StartAsync(Edge(before));
        gateway.Origin.Answer("/p?a=1", "page", "Cache-Control: max-age=600", "text/plain");
        await UntilHitAsync(gateway);

        gateway.Rewrite(Edge(after));
        using var reload = await gateway.Admin.PostAsync("/api/reload", null);

        Assert.Equal(HttpStatusCode.OK, reload.StatusCode);
        Assert.Contains(expected, await StatusOf(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BypassAndBack_FindsWhatWasStored()
    {
        await using var gateway = await HostedGateway.StartAsync(Edge("{}"));
        gateway.Origin.Answer("/p?a=1", "page", "Cache-Control: max-age=600", "text/plain");
        await UntilHitAsync(gateway);

        foreach (var policy in new[] { "{ \"Mode\": \"bypass\" }", "{}" })
        {
            gateway.Rewrite(Edge(policy));
            (await gateway.Admin.PostAsync("/api/reload", null)).Dispose();
        }

        Assert.Contains("hit", await StatusOf(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SegmentOfAKey_IsEvaluatedBeforeTheCacheAndItsRuleIsPartOfTheKey()
    {
        await using var gateway = await HostedGateway.StartAsync(WithSegment("device() = 'mobile'"));
        gateway.Origin.Answer("/p?a=1", "page", "Cache-Control: max-age=600", "text/plain");
        const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148";

        Assert.Contains("miss", await StatusOf(gateway), StringComparison.Ordinal);
        await UntilHitAsync(gateway);
        Assert.Contains("miss", await StatusOf(gateway, ("User-Agent", Phone)), StringComparison.Ordinal);
        Assert.Equal(["", "small"], gateway.Origin.Requests.Select(request => request.Header("Edge-Segments") ?? ""));

        gateway.Rewrite(WithSegment("device() = 'tablet'"));
        (await gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        Assert.Contains("miss", await StatusOf(gateway, ("User-Agent", Phone)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountryOfATrustedField_IsKeyedInOneSpelling()
    {
        await using var gateway = await HostedGateway.StartAsync(
            "\"Cache\": { \"CountryHeader\": \"CF-IPCountry\", \"Policies\": { \"default\": { \"VaryBy\": [\"country\"] } } }");
        gateway.Origin.Answer("/p?a=1", "page", "Cache-Control: max-age=600", "text/plain");

        Assert.Contains("miss", await StatusOf(gateway, ("CF-IPCountry", "de")), StringComparison.Ordinal);
        await UntilHitAsync(gateway, ("CF-IPCountry", "DE"));
        Assert.Contains("miss", await StatusOf(gateway, ("CF-IPCountry", "<b>")), StringComparison.Ordinal);
        Assert.Equal(["DE", ""], gateway.Origin.Requests.Select(request => request.Header("CF-IPCountry") ?? ""));
    }

    private static string WithSegment(string when) =>
        $"\"Segments\": {{ \"small\": {{ \"When\": \"{when}\" }} }}, {Edge("{ \"VaryBy\": [\"segment:small\"] }")}";

    private static string Edge(string policy) =>
        policy.StartsWith('{') ? $"\"Cache\": {{ \"Policies\": {{ \"default\": {policy} }} }}" : policy;

    // An answer is stored a moment after its last reader has it.
    private static async Task UntilHitAsync(HostedGateway gateway, params (string, string)[] headers)
    {
        while (!(await StatusOf(gateway, headers)).Contains("; hit", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    private static async Task<string> StatusOf(HostedGateway gateway, params (string, string)[] headers)
    {
        using var answer = await gateway.GetAsync("/p?a=1", null, headers);
        await answer.Content.ReadAsStringAsync();
        return HostedGateway.CacheStatus(answer);
    }
}
