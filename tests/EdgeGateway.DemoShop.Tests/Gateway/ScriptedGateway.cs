using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace EdgeGateway.DemoShop.Tests.Gateway;

/// <summary>
/// A page with slots, the real client script and recorded <c>/_edge/</c> endpoints, with a browser in front. The page allows
/// nothing inline, as strict sites do.
/// </summary>
public sealed class ScriptedGateway(HeadlessBrowser browser) : IAsyncLifetime
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private WebApplication? _site;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What <c>GET /_edge/consent</c> says while no answer is in the cookie.</summary>
    public bool GrantedByDefault { get; set; }

    private string Address => _site!.Urls.First();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _site = builder.Build();
        Map(_site);
        await _site.StartAsync();
    }

    public async Task DisposeAsync() => await _site!.DisposeAsync();

    /// <summary>A new visitor on the page; what its console says is in <paramref name="console"/>.</summary>
    public async Task<IPage> VisitAsync(List<string> console, string? beforehand = null)
    {
        var context = await browser.NewVisitorAsync();
        var page = await context.NewPageAsync();
        page.Console += (_, message) => console.Add(message.Text);
        page.PageError += (_, error) => console.Add(error);
        await page.Clock.InstallAsync();

        // Beacons are told on the console too: unlike the network it keeps their order with everything else in the page.
        await page.AddInitScriptAsync("""
            const send = navigator.sendBeacon.bind(navigator);
            navigator.sendBeacon = (url, body) => { console.log("beacon " + body); return send(url, body); };
            """ + beforehand);
        await page.GotoAsync(Address);
        return page;
    }

    /// <summary>The next batch that arrives.</summary>
    public async Task<JsonElement> NextBatchAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return JsonDocument.Parse(await _events.Reader.ReadAsync(patience.Token)).RootElement;
    }

    private void Map(WebApplication site)
    {
        site.Use((http, next) =>
        {
            Requests.Enqueue($"{http.Request.Method} {http.Request.Path}");
            http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            return next(http);
        });
        site.MapGet("/", () => Results.Text(Page, "text/html"));
        site.MapGet("/favicon.ico", () => Results.NoContent());
        site.MapGet("/other", () => Results.Text("<!doctype html><title>Other</title><h1>Other</h1>", "text/html"));
        site.MapGet("/_edge/client.js", () => Results.Text(GatewayFiles.ReadAsset("client.js"), "text/javascript"));
        site.MapGet("/_edge/consent", (HttpRequest request) => StateOf(request.Cookies["edge_consent"]));
        site.MapPut("/_edge/consent", Answer);
        site.MapPost("/_edge/events", Record);
    }

    private static string Page => $"""
        <!doctype html><html lang="en"><head><title>Page</title><meta property="product:retailer_item_id" content="sku-9">
        <script src="/_edge/client.js" defer></script></head><body>
        <section data-edge-slot="recs"><a id="card" href="/other" data-edge-item="sku-1">One</a></section>
        <a id="plain" href="/other">No item</a>
        {GatewayFiles.ReadFragment("privacy-choices")}{GatewayFiles.ReadFragment("consent-banner")}
        </body></html>
        """;

    private IResult StateOf(string? cookie)
    {
        var granted = cookie is null ? GrantedByDefault : cookie.Contains('a', StringComparison.Ordinal);
        return Results.Json(
            new { analytics = granted, personalisation = granted, marketing = false, asked = cookie is not null });
    }

    private static async Task<IResult> Answer(HttpRequest request)
    {
        using var granted = await JsonDocument.ParseAsync(request.Body);
        var words = granted.RootElement.EnumerateObject()
            .Where(purpose => purpose.Value.GetBoolean())
            .Select(purpose => purpose.Name[..1]);
        request.HttpContext.Response.Headers.Append("Set-Cookie", $"edge_consent=n{string.Concat(words)}; Path=/");
        return Results.Json(new { });
    }

    private async Task<IResult> Record(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        Assert.Equal("text/plain;charset=UTF-8", request.ContentType);
        await _events.Writer.WriteAsync(await reader.ReadToEndAsync());
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }
}
