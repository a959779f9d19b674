using System.Diagnostics;
using EdgeGateway.TestKit.Origins;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>A stop that was asked for: exit code 0 within 5 seconds, the last checkpoint written, no child left behind.</summary>
public sealed class StopTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    [InlineData(Terminate, Terminate)]
    [InlineData(Interrupt, Terminate)]
    [InlineData(Terminate, Interrupt)]
    public async Task Run_EndsWithItsLastCheckpoint(params int[] signals)
    {
        using var site = new DurableSite();
        SiteVisitor visitor;
        await using (var gateway = await site.StartAsync())
        {
            using var client = SiteVisitor.CreateClient(gateway.Site);
            visitor = await SiteVisitor.AgreeAsync(client);
            await visitor.MustViewAsync("a", "b");
            await AssertStopsAsync(gateway, signals);
        }

        Assert.NotEmpty(Directory.EnumerateFiles(site.Folder.PathOf("data/profiles"), "checkpoint-*.json"));
        await using var again = await site.StartAsync();
        await again.Log.WaitForAsync("Replayed 0 journal entries");
        using var after = SiteVisitor.CreateClient(again.Site);
        Assert.Equal(["b", "a"], (await visitor.At(after).ReadAsync()).Items);
    }

    [Fact]
    public async Task RequestUnderWay_DoesNotHoldTheStopUp()
    {
        await using var origin = new ScriptedOrigin();
        var barrier = new OriginBarrier();
        origin.On("/slow", barrier.PassAsync);
        using var site = new DurableSite(origin: origin.Address);
        await using var gateway = await site.StartAsync();
        using var client = SiteVisitor.CreateClient(gateway.Site);
        var slow = client.GetAsync("/slow");
        await barrier.Reached;

        await AssertStopsAsync(gateway, Terminate);

        await Assert.ThrowsAnyAsync<Exception>(async () => (await slow).EnsureSuccessStatusCode());
    }

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    public async Task DuringTheStart_EndsToo(int signal)
    {
        using var site = new DurableSite();
        await using var gateway = GatewayProcess.Launch(["run", "--config", site.Folder.ConfigFile], site.Folder);
        await gateway.Log.WaitForAsync("Opened the store");

        await AssertStopsAsync(gateway, signal);
    }

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    [InlineData(Interrupt, Terminate)]
    public async Task Demo_EndsWithItsShop(params int[] signals)
    {
        using var folder = new GatewayFolder();
        var shop = FreePort.Take();
        await using var demo = await GatewayProcess.StartAsync(Demo(folder, shop), "Ctrl-C stops everything", folder);
        Assert.True(await AnswersAsync(shop));

        await AssertStopsAsync(demo, signals);

        Assert.False(await AnswersAsync(shop));
        Assert.NotEmpty(Directory.EnumerateFiles(folder.PathOf("artifacts/demo/shop/data"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task DemoDuringTheStartOfItsShop_LeavesNoShop()
    {
        using var folder = new GatewayFolder();
        var shop = FreePort.Take();
        await using var demo = GatewayProcess.Launch(Demo(folder, shop), folder);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (ChildrenOf(demo.Id).Count == 0)
        {
            await Task.Delay(5, limit.Token);
        }

        var children = ChildrenOf(demo.Id);
        await AssertStopsAsync(demo, Terminate);

        Assert.All(children, child => Assert.False(Directory.Exists($"/proc/{child}"), "The shop outlived the demo."));
    }

    private static string[] Demo(GatewayFolder folder, int shop) =>
        ["demo", "--port", $"{folder.Port}", "--admin-port", $"{folder.AdminPort}", "--shop-port", $"{shop}"];

    private static async Task AssertStopsAsync(GatewayProcess gateway, params int[] signals)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var signal in signals)
        {
            gateway.Signal(signal);
        }

        Assert.True(await gateway.WaitForExitAsync() == 0, gateway.Log.Text);
        Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"The stop took {Stopwatch.GetElapsedTime(started)}.");
        Assert.DoesNotContain("Unhandled exception", gateway.Log.Text, StringComparison.Ordinal);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/robots.txt"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Of every thread: a child belongs to the one that started it.
    private static List<string> ChildrenOf(int process) =>
        [.. Directory.EnumerateDirectories($"/proc/{process}/task")
            .Select(task => Path.Combine(task, "children"))
            .Where(File.Exists)
            .SelectMany(children => File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
