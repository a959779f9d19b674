using EdgeGateway.TestKit;
using EdgeGateway.TestKit.Processes;
using Microsoft.Playwright;

namespace EdgeGateway.Scenarios.Browser;

/// <summary>The demo command with its shop, in a temporary folder, and a headless Chromium.</summary>
public sealed class DemoInBrowser : IAsyncLifetime
{
    private GatewayFolder Folder { get; } = new();
    private GatewayProcess? _demo;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Site => _demo!.Site;

    public GatewayProcess Demo => _demo!;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Executable is not { } executable)
        {
            return;
        }

        _demo = await GatewayProcess.StartAsync(
            ["demo", "--port", $"{Folder.Port}", "--admin-port", $"{Folder.AdminPort}", "--shop-port", $"{FreePort.Take()}"],
            "Ctrl-C stops everything.", Folder);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }

        Folder.Dispose();
    }

    /// <summary>A visitor with an empty cookie jar; console errors, policy violations and failed requests go into the list.</summary>
    public async Task<IPage> VisitAsync(ICollection<string> complaints, int width = 1280, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Site.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },

            // Its own name says headless, and programs are not remembered.
            UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                complaints.Add($"{response.Status} {response.Url}");
            }
        };
        return page;
    }

    /// <summary>Keeps a picture in <c>artifacts/screenshots</c>.</summary>
    public static async Task ShootAsync(IPage page, string name, bool whole = false)
    {
        var folder = Path.Combine(TestData.Repository, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
    }
}
