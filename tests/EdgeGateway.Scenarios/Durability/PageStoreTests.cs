using System.Diagnostics;
using System.Globalization;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>Stored pages outlive the real process, purged ones do not, and a disk that refuses changes nothing for visitors.</summary>
public sealed class PageStoreTests
{
    private const string DiskTier = """ "Cache": { "MaxBytes": "64MB", "Disk": { "MaxBytes": "64MB" } }, """;
    private const int Pages = 40;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndedProcess_ServesItsPagesAgainWithoutTheOrigin(bool killed)
    {
        await using var origin = Origin();
        using var site = new DurableSite(edge: DiskTier, origin: origin.Address);
        await using (var gateway = await site.StartAsync())
        {
            using var client = SiteVisitor.CreateClient(gateway.Site);
            await ReadAllAsync(client);
            await WaitUntilWrittenAsync(gateway, Pages);
            using (var purge = await PostAsync(gateway, "/api/cache/purge?tag=odd"))
            {
                Assert.True(purge.IsSuccessStatusCode);
            }

            if (killed)
            {
                await gateway.KillAsync();
            }
            else
            {
                Assert.Equal(0, await gateway.StopAsync());
            }
        }

        await origin.DisposeAsync();
        await using var again = await site.StartAsync();
        using var after = SiteVisitor.CreateClient(again.Site);
        for (var i = 0; i < Pages; i++)
        {
            using var response = await after.GetAsync(new Uri($"/{i}", UriKind.Relative));
            Assert.Equal(i % 2 == 0 ? 200 : 502, (int)response.StatusCode);
            if (i % 2 == 0)
            {
                Assert.Equal(PageOf(i), await response.Content.ReadAsStringAsync());
                Assert.StartsWith("EdgeGateway; hit", response.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task PlanOfAStoredPage_ComesBackWithoutReadingThePageAgain()
    {
        const string Slot = """ "Slots": { "s": { "Selector": "main:has(> p)", "Choose": [{ "Text": "ours" }] } }, """;
        await using var origin = new ScriptedOrigin();
        origin.Answer("/", "<html><body><main><p>theirs</p></main></body></html>", "Cache-Control: max-age=1000");
        using var site = new DurableSite(edge: DiskTier + Slot, origin: origin.Address);
        await using (var gateway = await site.StartAsync())
        {
            using var client = SiteVisitor.CreateClient(gateway.Site);
            await client.GetStringAsync(new Uri("/", UriKind.Relative));
            await WaitUntilWrittenAsync(gateway, 1);
            Assert.Contains("edge_templates_plans_total{refusal=\"none\"} 1\n", await MetricsAsync(gateway), StringComparison.Ordinal);
            Assert.Equal(0, await gateway.StopAsync());
        }

        await using var again = await site.StartAsync();
        using var after = SiteVisitor.CreateClient(again.Site);
        Assert.Equal("<html><body><main>ours</main></body></html>", await after.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal(1, origin.CountOf("/"));
        Assert.DoesNotContain("edge_templates_plans_total{", await MetricsAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_ChangesNothingForVisitorsAndIsTriedAgain()
    {
        await using var origin = Origin();
        using var site = new DurableSite(edge: DiskTier, origin: origin.Address);
        await using var gateway = await site.StartAsync();
        using var client = SiteVisitor.CreateClient(gateway.Site);
        await LimitFilesAsync(gateway, "4096");

        await ReadAllAsync(client);
        await ReadAllAsync(client);
        await gateway.Log.WaitForAsync("The page store refused");

        await LimitFilesAsync(gateway, "unlimited");
        var written = 0;
        for (var i = Pages; written == 0; i++)
        {
            Assert.Equal(PageOf(i), await client.GetStringAsync(new Uri($"/{i}", UriKind.Relative)));
            written = await WrittenAsync(gateway);
        }

        Assert.True(gateway.IsRunning);
    }

    private static ScriptedOrigin Origin() => new()
    {
        Otherwise = exchange => exchange.AnswerAsync(
            PageOf(int.Parse(exchange.Request.Target.AsSpan(1), CultureInfo.InvariantCulture)), "text/plain",
            $"Cache-Control: max-age=1000\r\nSurrogate-Key: {(exchange.Request.Target[^1] % 2 == 0 ? "even" : "odd")}"),
    };

    private static string PageOf(int number) => $"page {number} " + new string('x', 3000);

    private static async Task ReadAllAsync(HttpClient client)
    {
        for (var i = 0; i < Pages; i++)
        {
            Assert.Equal(PageOf(i), await client.GetStringAsync(new Uri($"/{i}", UriKind.Relative)));
        }
    }

    private static async Task WaitUntilWrittenAsync(GatewayProcess gateway, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await WrittenAsync(gateway) < count)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string> MetricsAsync(GatewayProcess gateway)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(gateway.Admin, "/metrics"));
    }

    private static async Task<int> WrittenAsync(GatewayProcess gateway)
    {
        var text = await MetricsAsync(gateway);
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith("edge_cache_disk_entries", StringComparison.Ordinal));
        return line is null ? 0 : (int)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    private static async Task<HttpResponseMessage> PostAsync(GatewayProcess gateway, string target)
    {
        using var client = new HttpClient();
        return await client.PostAsync(new Uri(gateway.Admin, target), null);
    }

    private static async Task LimitFilesAsync(GatewayProcess gateway, string most)
    {
        using var limit = Process.Start("prlimit", ["--pid", gateway.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={most}:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }
}
