using Microsoft.Playwright;

namespace EdgeGateway.DemoShop.Tests.Gateway;

/// <summary>The client script in a real browser.</summary>
public sealed class ClientScriptTests(HeadlessBrowser browser) : IClassFixture<HeadlessBrowser>, IAsyncLifetime
{
    private const string ShownBanner = "[data-edge-banner]:not([hidden])";

    private readonly ScriptedGateway _gateway = new(browser);
    private readonly List<string> _console = [];

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [BrowserFact]
    public async Task FirstVisit_ShowsTheBannerAndSendsNothing()
    {
        var page = await _gateway.VisitAsync(_console);
        await page.WaitForSelectorAsync(ShownBanner);

        await page.ClickAsync("#card");
        await page.WaitForURLAsync("**/other");

        Assert.Empty(_console);
        Assert.DoesNotContain("POST /_edge/events", _gateway.Requests);
    }

    [BrowserFact]
    public async Task AcceptingAll_ReloadsThePageAndLetsClicksThrough()
    {
        var page = await AcceptAsync("all");

        await page.ClickAsync("#card");
        // On a slow machine the item was on screen for a second before, so that its impression comes in the same batch.
        var click = Assert.Single(
            (await _gateway.NextBatchAsync()).EnumerateArray(), sent => sent.GetProperty("type").GetString() == "click");

        Assert.Equal("sku-1", click.GetProperty("item").GetString());
        Assert.Equal("recs", click.GetProperty("slot").GetString());
        Assert.True(DateTimeOffset.TryParse(click.GetProperty("time").GetString(), out _));
        Assert.Equal(2, _gateway.Requests.Count(request => request == "GET /"));
    }

    [BrowserFact]
    public async Task OnlyNecessary_HidesTheBannerWithoutReloadAndSendsNothing()
    {
        var page = await _gateway.VisitAsync(_console);
        await page.ClickAsync($"{ShownBanner} [data-edge-consent=necessary]");
        await page.WaitForSelectorAsync("[data-edge-banner]", new() { State = WaitForSelectorState.Hidden });

        await page.ClickAsync("#card");
        await page.WaitForURLAsync("**/other");

        Assert.Empty(_console);
        Assert.Single(_gateway.Requests, request => request == "GET /");
        Assert.Contains("PUT /_edge/consent", _gateway.Requests);
    }

    [BrowserFact]
    public async Task Choice_SendsTheTickedPurposesOnly()
    {
        var page = await _gateway.VisitAsync(_console);
        await page.ClickAsync($"{ShownBanner} summary");
        await page.CheckAsync("[name=analytics]");
        var put = page.WaitForRequestAsync("**/_edge/consent", new() { Timeout = 20_000 });

        await page.ClickAsync("[data-edge-consent=custom]");

        Assert.Equal("""{"analytics":true,"personalisation":false,"marketing":false}""", (await put).PostData);
    }

    [BrowserFact]
    public async Task StateOfConsent_IsAskedOnceASessionAndAgainAfterAnAnswer()
    {
        var page = await AcceptAsync("all");

        await page.ReloadAsync();
        await page.ReloadAsync();

        Assert.Equal(2, _gateway.Requests.Count(request => request == "GET /_edge/consent"));
    }

    [BrowserFact]
    public async Task PrivacyChoices_BringTheBannerBack()
    {
        var page = await AcceptAsync("all");
        await page.WaitForSelectorAsync("[data-edge-banner]", new() { State = WaitForSelectorState.Hidden });

        await page.ClickAsync("[data-edge-consent=open]");

        Assert.True(await page.IsVisibleAsync(ShownBanner));
    }

    [BrowserFact]
    public async Task GlobalPrivacyControl_SilencesEverything()
    {
        _gateway.GrantedByDefault = true;
        var page = await _gateway.VisitAsync(
            _console, "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true });");

        await page.ClickAsync("#card");
        await page.WaitForURLAsync("**/other");

        Assert.Empty(_console);
        Assert.DoesNotContain("GET /_edge/consent", _gateway.Requests);
    }

    [BrowserFact]
    public async Task ItemOnScreenForASecond_IsOneImpressionAndTheVisitADwell()
    {
        _gateway.GrantedByDefault = true;
        var page = await _gateway.VisitAsync(_console);
        await page.WaitForSelectorAsync(ShownBanner);

        // Observers are told in the order in which they were made: after ours, the script's own knows as well.
        await page.EvaluateAsync("""
            () => new Promise(done => new IntersectionObserver(done).observe(document.getElementById("card")))
            """);
        await page.Clock.RunForAsync(1_500);
        await page.ClickAsync("#plain");

        var batch = (await _gateway.NextBatchAsync()).EnumerateArray().ToList();
        Assert.Equal(["impression", "dwell"], batch.Select(sent => sent.GetProperty("type").GetString()));
        Assert.Equal("sku-1", batch[0].GetProperty("item").GetString());
        Assert.Equal("recs", batch[0].GetProperty("slot").GetString());
        Assert.Equal("sku-9", batch[1].GetProperty("item").GetString());
        Assert.True(batch[1].GetProperty("value").GetDouble() > 0);
    }

    [BrowserFact]
    public async Task Site_CanTrackItsOwnEvents()
    {
        _gateway.GrantedByDefault = true;
        var page = await _gateway.VisitAsync(_console);
        await page.WaitForSelectorAsync(ShownBanner);

        await page.EvaluateAsync("() => edge.track('custom', { properties: { size: 'xl' } })");
        await page.ClickAsync("#plain");

        var own = Assert.Single(
            (await _gateway.NextBatchAsync()).EnumerateArray(), sent => sent.GetProperty("type").GetString() == "custom");
        Assert.Equal("xl", own.GetProperty("properties").GetProperty("size").GetString());
    }

    [BrowserFact]
    public async Task ManyEvents_GoInBatchesOfForty()
    {
        _gateway.GrantedByDefault = true;
        var page = await _gateway.VisitAsync(_console);
        await page.WaitForSelectorAsync(ShownBanner);

        await page.EvaluateAsync("() => { for (let i = 0; i < 45; i++) edge.track('custom'); }");

        Assert.Equal(40, (await _gateway.NextBatchAsync()).GetArrayLength());
    }

    private async Task<IPage> AcceptAsync(string choice)
    {
        var page = await _gateway.VisitAsync(_console);
        await page.WaitForSelectorAsync(ShownBanner);
        var known = page.WaitForResponseAsync(
            response => response.Request.Method == "GET" && response.Url.EndsWith("/_edge/consent", StringComparison.Ordinal));
        await page.ClickAsync($"[data-edge-consent={choice}]");
        await known;
        await page.WaitForFunctionAsync("() => sessionStorage.edge_state?.endsWith('true')");
        return page;
    }
}
