using EdgeGateway.Commands;

namespace EdgeGateway.Demo;

/// <summary>Runs the demo: the shop as a process of its own, its product feed as catalogue, and the gateway in this process.</summary>
internal sealed class DemoSite(int port, int adminPort, int shopPort, Uri? origin)
{
    private static readonly string Assets = Path.Combine(AppContext.BaseDirectory, "Demo");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // As in RunCommand.ServeAsync: from here on signals are heard.
        await Task.Yield();
        try
        {
            return await StartAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }

    private async Task<int> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Environment.CurrentDirectory, "artifacts", "demo", origin is null ? "shop" : "site");
        Directory.CreateDirectory(folder);
        await using var shop = origin is null ? await DemoShopProcess.StartAsync(shopPort, cancellationToken) : null;
        if (origin is null && shop is null)
        {
            return ExitCodes.CouldNotRun;
        }

        if (shop is not null)
        {
            await shop.SaveFeedAsync(Path.Combine(folder, "catalogue.ndjson"), cancellationToken);
        }

        var file = await WriteConfigAsync(folder, cancellationToken);
        if (await ConfigReport.TryReadAsync(file, cancellationToken) is not { } config)
        {
            return ExitCodes.BadInput;
        }

        return await RunCommand.ServeAsync(config, () => Announce(file), cancellationToken);
    }

    private async Task<string> WriteConfigAsync(string folder, CancellationToken cancellationToken)
    {
        var template = await File.ReadAllTextAsync(Path.Combine(Assets, origin is null ? "shop.gateway.json" : "site.gateway.json"), cancellationToken);
        var text = template
            .Replace("{port}", $"{port}", StringComparison.Ordinal)
            .Replace("{admin-port}", $"{adminPort}", StringComparison.Ordinal)
            .Replace("{origin}", (origin ?? new Uri($"http://127.0.0.1:{shopPort}")).ToString(), StringComparison.Ordinal)
            .Replace("{demo}", Assets.Replace('\\', '/'), StringComparison.Ordinal)
            .Replace("{models}", Path.Combine(AppContext.BaseDirectory, "models").Replace('\\', '/'), StringComparison.Ordinal);
        var file = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(file, text, cancellationToken);
        return file;
    }

    private void Announce(string file)
    {
        var site = $"http://127.0.0.1:{port}/";
        Console.WriteLine();
        Console.WriteLine($"  The site, personal   {site}");
        Console.WriteLine($"  The site, as it is   {origin ?? new Uri($"http://127.0.0.1:{shopPort}/")}");
        Console.WriteLine($"  For operators        http://127.0.0.1:{adminPort}/");
        Console.WriteLine($"  The configuration    {Path.GetRelativePath(Environment.CurrentDirectory, file)}   (edit it: it is read again at once)");
        Console.WriteLine();
        Console.WriteLine("  Three things to try:");
        if (origin is null)
        {
            Console.WriteLine($"  1. Open {site}, accept the banner, look at three products, and go back to the first page.");
            Console.WriteLine("  2. Put something in the cart and come back to the first page: the welcome changes.");
        }
        else
        {
            Console.WriteLine($"  1. Open {site}, accept the banner and visit a few pages: they come back as rows at the end of each page.");
            Console.WriteLine("  2. Stop the origin: pages you have seen keep coming.");
        }

        Console.WriteLine($"  3. See why: curl -sI {site} | grep -i -e cache-status -e server-timing");
        Console.WriteLine();
        Console.WriteLine("  Ctrl-C stops everything.");
    }
}
