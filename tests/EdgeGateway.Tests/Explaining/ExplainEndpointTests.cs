using System.Net;
using System.Text.Json;
using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Explaining;

public sealed class ExplainEndpointTests : IAsyncLifetime
{
    private HostedGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await HostedGateway.StartAsync("""
        "Cache": { "Policies": { "default": { "VaryBy": ["language", "cookie:currency"], "Languages": ["en", "de"],
            "StaleWhileRevalidate": "1m", "StaleIfError": "1h", "Query": { "Ignore": ["utm_*"] }, "Tags": ["page"] } } }
        """);

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task StoredPage_IsToldWithKeyTimesTagsAndVariants()
    {
        _gateway.Origin.Answer("/a?x=1", "stored", "Cache-Control: max-age=600\r\nSurrogate-Key: red\r\nVary: X-Tenant", "text/plain");
        await GetAsync("/a?x=1", ("Accept-Language", "de"), ("X-Tenant", "one"));
        await GetAsync("/a?utm_source=m&x=1", ("Accept-Language", "fr"), ("Cookie", "currency=EUR; _ga=1"));

        var told = await ExplainAsync("/a?x=1&utm_source=z", ("Accept-Language", "de-AT"), ("X-Tenant", "one"));

        Assert.Equal("site", told.GetProperty("route").GetString());
        Assert.Equal("default", told.GetProperty("policy").GetString());
        Assert.EndsWith("/a?x=1", told.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"cluster":"origin","policy":"default","cookie:currency":"","language":"de","vary:x-tenant":"one"}""", told.GetProperty("key").GetRawText());
        Assert.Equal(("hit", "none"), (told.GetProperty("outcome").GetString(), told.GetProperty("reason").GetString()));
        Assert.Equal(2, told.GetProperty("variants").GetArrayLength());
        var selected = told.GetProperty("variants").EnumerateArray().Single(variant => variant.GetProperty("selected").GetBoolean());
        Assert.Equal(200, selected.GetProperty("status").GetInt32());
        Assert.InRange(selected.GetProperty("ttl").GetInt32(), 590, 600);
        Assert.Equal((60, 3600), (selected.GetProperty("staleWhileRevalidate").GetInt32(), selected.GetProperty("staleIfError").GetInt32()));
        Assert.Equal("[\"page\",\"red\"]", selected.GetProperty("tags").GetRawText());
        Assert.Equal("[\"identity\"]", selected.GetProperty("codings").GetRawText());
        var other = told.GetProperty("variants").EnumerateArray().Single(variant => !variant.GetProperty("selected").GetBoolean());
        Assert.Equal("EUR", other.GetProperty("key").GetProperty("cookie:currency").GetString());
    }

    [Fact]
    public async Task Explaining_FetchesCountsAndStoresNothing()
    {
        var told = await ExplainAsync("/never");

        Assert.Equal(("miss", 0), (told.GetProperty("outcome").GetString(), told.GetProperty("variants").GetArrayLength()));
        Assert.Empty(_gateway.Origin.Requests);
        Assert.DoesNotContain("/never", (await ExplainAsync("/never")).GetProperty("variants").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cookie", "session=1", "cookie")]
    [InlineData("Accept", "text/event-stream", "request-directive")]
    [InlineData("Upgrade", "websocket", "method")]
    public async Task RequestThatPasses_IsToldWithTheReason(string name, string value, string reason)
    {
        var told = await ExplainAsync("/a", (name, value));

        Assert.Equal(("bypass", reason), (told.GetProperty("outcome").GetString(), told.GetProperty("reason").GetString()));
        Assert.Equal(reason == "cookie" ? "session" : null, told.GetProperty("cookie").GetString());
    }

    [Theory]
    [InlineData("url=/a", "'/a'", HttpStatusCode.BadRequest)]
    [InlineData("", "''", HttpStatusCode.BadRequest)]
    [InlineData("url=http://a/&headers=A:b", "Did you mean 'header'?", HttpStatusCode.BadRequest)]
    [InlineData("url=http://a/&header=nocolon", "'nocolon'", HttpStatusCode.BadRequest)]
    [InlineData("url=http://a/_edge/me", "No route", HttpStatusCode.NotFound)]
    public async Task WhatCannotBeExplained_IsSaid(string query, string said, HttpStatusCode expected)
    {
        using var answer = await _gateway.Admin.GetAsync($"/api/cache/explain?{query}");

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // An answer is stored a moment after its last reader has it.
    private async Task GetAsync(string target, params (string, string)[] headers)
    {
        string status;
        do
        {
            using var answer = await _gateway.GetAsync(target, null, headers);
            await answer.Content.ReadAsStringAsync();
            status = HostedGateway.CacheStatus(answer);
        }
        while (!status.Contains("; hit", StringComparison.Ordinal));
    }

    private async Task<JsonElement> ExplainAsync(string target, params (string Name, string Value)[] headers)
    {
        var url = Uri.EscapeDataString(new Uri(_gateway.Site.BaseAddress!, target).ToString());
        var fields = string.Concat(headers.Select(header => $"&header={Uri.EscapeDataString($"{header.Name}: {header.Value}")}"));
        using var json = JsonDocument.Parse(await _gateway.Admin.GetStringAsync($"/api/cache/explain?url={url}{fields}"));
        return json.RootElement.Clone();
    }
}
