using System.Diagnostics;

namespace EdgeGateway.Demo;

/// <summary>The demo shop as a child process; stopped and waited for when disposed.</summary>
internal sealed class DemoShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly HttpClient _client;

    private DemoShopProcess(Process process, HttpClient client)
    {
        _process = process;
        _client = client;
    }

    /// <summary>Starts the shop and waits until it answers; null after a sentence on standard error.</summary>
    public static async Task<DemoShopProcess?> StartAsync(int port, CancellationToken cancellationToken)
    {
        var program = Find();
        if (program is null)
        {
            await Console.Error.WriteLineAsync("The demo shop is not built: run ./build.sh demo, which builds it.");
            return null;
        }

        var address = new Uri($"http://127.0.0.1:{port}/");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", address.ToString()]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var shop = new DemoShopProcess(process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) });
        try
        {
            if (await shop.AnswersAsync(cancellationToken))
            {
                return shop;
            }
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }

        await Console.Error.WriteLineAsync(process.HasExited
            ? $"The demo shop stopped with exit code {process.ExitCode}: is port {port} in use? Choose another with --shop-port."
            : $"The demo shop does not answer on {address}.");
        await shop.DisposeAsync();
        return null;
    }

    /// <summary>Saves the shop's product feed, as partners of a real shop do.</summary>
    public async Task SaveFeedAsync(string file, CancellationToken cancellationToken)
    {
        var feed = await _client.GetByteArrayAsync("feed/products.ndjson", cancellationToken);
        await File.WriteAllBytesAsync(file, feed, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartLimit && !_process.HasExited)
        {
            try
            {
                using var response = await _client.GetAsync("robots.txt", cancellationToken);
                return !_process.HasExited;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }

        return false;
    }

    // Beside this program when published together, else in the build output next to ours.
    private static string? Find()
    {
        const string name = "EdgeGateway.DemoShop";
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, name, $"{name}.dll"),
            Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, "release", $"{name}.dll")),
            Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, "debug", $"{name}.dll")),
        ];
        return places.FirstOrDefault(File.Exists);
    }
}
