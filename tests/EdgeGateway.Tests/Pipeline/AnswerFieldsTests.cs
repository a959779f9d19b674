using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Pipeline;

public sealed class AnswerFieldsTests : IAsyncLifetime
{
    private HostedGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await HostedGateway.StartAsync("""
        "Fragments": { "Directory": "fragments" }, "Slots": { "s": { "Path": "/page", "Selector": "p", "Choose": [{ "Fragment": "banner" }] } },
        "Cache": { "Policies": { "default": { "Headers": { "Set": { "X-Frame-Options": "DENY" }, "Remove": ["X-Powered-By"] } } } }
        """, ("banner", "<b>new</b>"));

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/stored", "Cache-Control: max-age=600", "text/plain")]
    [InlineData("/passed", "Cache-Control: private", "text/plain")]
    [InlineData("/page", "Cache-Control: max-age=600", "text/html")]
    public async Task RulesOfThePolicy_HoldForEveryKindOfAnswer(string target, string cacheControl, string type)
    {
        _gateway.Origin.Answer(
            target, "<html><body><p>x</p></body></html>", cacheControl + "\r\nX-Powered-By: shop\r\nX-Frame-Options: ALLOW\r\nSurrogate-Key: red\r\nxkey: a\r\nCache-Tag: b", type);

        for (var i = 0; i < 3; i++)
        {
            using var answer = await _gateway.GetAsync(target, i == 2 ? "session=1" : null);
            await answer.Content.ReadAsStringAsync();

            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.DoesNotContain(answer.Headers, header => header.Key is "X-Powered-By" or "Surrogate-Key" or "xkey" or "Cache-Tag");
        }
    }

    [Fact]
    public async Task ErrorPage_HasThemToo()
    {
        await _gateway.StopOriginAsync();

        using var answer = await _gateway.GetAsync("/down");

        Assert.Equal(502, (int)answer.StatusCode);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task ChangedRule_HoldsForWhatIsStored()
    {
        _gateway.Origin.Answer("/a", "x", "Cache-Control: max-age=600", "text/plain");
        (await _gateway.GetAsync("/a")).Dispose();
        _gateway.Rewrite("\"Cache\": { \"Policies\": { \"default\": { \"Headers\": { \"Set\": { \"X-Frame-Options\": \"SAMEORIGIN\" } } } } }");
        (await _gateway.Admin.PostAsync("/api/reload", null)).Dispose();

        using var answer = await _gateway.GetAsync("/a");

        Assert.Contains("hit", HostedGateway.CacheStatus(answer), StringComparison.Ordinal);
        Assert.Equal("SAMEORIGIN", answer.Headers.GetValues("X-Frame-Options").Single());
    }
}
