using System.Net;
using EdgeGateway.Explaining;
using EdgeGateway.Tests.Support;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Tests.Explaining;

public sealed class PreviewTests : IAsyncLifetime
{
    private HostedGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await HostedGateway.StartAsync(
        "\"Fragments\": { \"Directory\": \"fragments\" }, \"Slots\": { \"s\": { \"Path\": \"/page\", \"Selector\": \"p\", \"Choose\": [{ \"Fragment\": \"banner\" }] } }, "
        + "\"Cache\": { \"Policies\": { \"default\": { \"VaryBy\": [\"cookie:currency\"], \"Tags\": [\"page\"] } } }",
        ("banner", "<b>new</b>"));

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ValidToken_ExplainsTheAnswerAndChangesNothingThatIsStored(bool first)
    {
        _gateway.Origin.Answer("/a", "stored", "Cache-Control: public, max-age=600", "text/plain");
        if (!first)
        {
            await ReadAsync("/a");
        }

        using var preview = await _gateway.GetAsync("/a", null, (PreviewTokens.FieldName, Token()));
        var body = await preview.Content.ReadAsStringAsync();
        using var other = await _gateway.GetAsync("/a");

        Assert.Equal("stored", body);
        var explained = preview.Headers.GetValues(PreviewField.Name).Single();
        Assert.StartsWith("route=\"site\", policy=\"default\", mode=origin, forward=all, url=\"http://127.0.0.1", explained, StringComparison.Ordinal);
        Assert.Contains("key=(\"cluster=origin\" \"policy=default\" \"cookie:currency=\")", explained, StringComparison.Ordinal);
        Assert.Equal("private, no-store", preview.Headers.CacheControl!.ToString().Replace("no-store, private", "private, no-store", StringComparison.Ordinal));
        Assert.Contains("hit", HostedGateway.CacheStatus(other), StringComparison.Ordinal);
        Assert.False(other.Headers.Contains(PreviewField.Name));
        Assert.Equal("public, max-age=600", string.Join(", ", other.Headers.GetValues("Cache-Control")));
        Assert.Single(_gateway.Origin.Requests);
        Assert.All(_gateway.Origin.Requests, request => Assert.DoesNotContain("preview", request.Head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StoredEntry_IsToldWithTimesAndTagsAndOthersOnlyByNumber()
    {
        _gateway.Origin.Answer("/a", "stored", "Cache-Control: max-age=600", "text/plain");
        await ReadAsync("/a");
        await ReadAsync("/a", "currency=SECRET");

        using var preview = await _gateway.GetAsync("/a", null, (PreviewTokens.FieldName, Token()));

        var explained = preview.Headers.GetValues(PreviewField.Name).Single();
        Assert.Matches("now=hit, stored, status=200, age=[0-9], ttl=[0-9]+", explained);
        Assert.Contains("tags=(\"page\")", explained, StringComparison.Ordinal);
        Assert.EndsWith("variants=2", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageWithSlots_TellsItsDecisions()
    {
        _gateway.Origin.Answer("/page", "<html><body><p>old</p></body></html>", "Cache-Control: max-age=600");
        await ReadAsync("/page");

        using var preview = await _gateway.GetAsync("/page", null, (PreviewTokens.FieldName, Token()));
        using var plain = await _gateway.GetAsync("/page");

        Assert.Contains("slots=(\"s\")", preview.Headers.GetValues(PreviewField.Name).Single(), StringComparison.Ordinal);
        Assert.StartsWith("s;dur=", preview.Headers.GetValues("Server-Timing").Single(), StringComparison.Ordinal);
        Assert.False(plain.Headers.Contains("Server-Timing"));
    }

    [Fact]
    public async Task RequestThatPasses_IsToldWithoutTheTokenAtTheOrigin()
    {
        using var preview = await _gateway.GetAsync("/mine", $"session=1; {PreviewTokens.CookieName}={Token()}");

        Assert.Contains("now=bypass, reason=cookie, cookie=\"session\"", preview.Headers.GetValues(PreviewField.Name).Single(), StringComparison.Ordinal);
        Assert.Equal("session=1", _gateway.Origin.Requests.Single().Header("Cookie"));
    }

    [Theory]
    [InlineData("p1.99999999999.AAAA")]
    [InlineData("p1..")]
    [InlineData("")]
    [InlineData("p2.1.x")]
    [InlineData("p1.999999999999999999999.x")]
    public async Task InvalidToken_ChangesNothing(string token)
    {
        _gateway.Origin.Answer("/a", "stored", "Cache-Control: max-age=600", "text/plain");
        await ReadAsync("/a");

        using var answer = await _gateway.GetAsync("/a", $"{PreviewTokens.CookieName}={token}", (PreviewTokens.FieldName, token));

        Assert.Contains("hit", HostedGateway.CacheStatus(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains(PreviewField.Name));
    }

    [Fact]
    public async Task TokenOfAnotherHostOrThatExpired_IsInvalid()
    {
        foreach (var token in new[] { Token("other.test"), Token(life: TimeSpan.FromSeconds(-1)) })
        {
            using var answer = await _gateway.GetAsync("/a", null, (PreviewTokens.FieldName, token));

            Assert.False(answer.Headers.Contains(PreviewField.Name));
        }
    }

    [Theory]
    [InlineData("/product/1?x=%2f", "/product/1?x=%2f")]
    [InlineData("//evil.test/", "/")]
    [InlineData("/\\evil.test/", "/")]
    [InlineData("https://evil.test/", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("", "/")]
    public async Task Link_SetsACookieAndLeadsToAPathOfTheSite(string to, string location)
    {
        using var answer = await _gateway.GetAsync($"/_edge/preview?token={Token()}&to={Uri.EscapeDataString(to)}");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        using var explained = await _gateway.GetAsync("/a", cookie.Split(';')[0]);
        Assert.True(explained.Headers.Contains(PreviewField.Name));
    }

    [Fact]
    public async Task LinkWithABadToken_IsForbidden()
    {
        using var answer = await _gateway.GetAsync("/_edge/preview?token=p1.1.x&to=/");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private string Token(string? host = null, TimeSpan? life = null) =>
        PreviewTokens.LoadOrCreate(Path.Combine(_gateway.Folder.Path, "data", "keys"), TimeProvider.System)
            .Create(host ?? _gateway.Site.BaseAddress!.Authority, life ?? TimeSpan.FromHours(1));

    // An answer is stored a moment after its last reader has it.
    private async Task ReadAsync(string target, string? cookie = null)
    {
        string status;
        do
        {
            using var answer = await _gateway.GetAsync(target, cookie);
            await answer.Content.ReadAsStringAsync();
            status = HostedGateway.CacheStatus(answer);
        }
        while (!status.Contains("; hit", StringComparison.Ordinal));
    }
}
