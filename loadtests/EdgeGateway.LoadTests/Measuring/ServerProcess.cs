using System.Diagnostics;
using System.Globalization;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>
/// A server under measurement in a process of its own, with its CPU time and allocations. Stopped when disposed.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Uri _allocations;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, Uri allocations)
    {
        _process = process;
        _allocations = allocations;
    }

    /// <summary>CPU time so far, user and system, of all threads.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits until an address answers.</summary>
    public static async Task<ServerProcess> StartAsync(
        string program, string[] arguments, Uri ready, Uri allocations, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) =>
        {
            if (!string.IsNullOrEmpty(line.Data))
            {
                Console.Error.WriteLine(line.Data);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, allocations);
        for (var i = 0; i < 300; i++)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException(
                    $"'{Path.GetFileName(program)} {string.Join(' ', arguments)}' stopped with exit code {process.ExitCode}.");
            }

            try
            {
                using var response = await server._client.GetAsync(ready, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellationToken);
        }

        await server.DisposeAsync();
        throw new TimeoutException($"'{ready}' did not answer within 30 seconds.");
    }

    /// <summary>Bytes allocated on the managed heap since the start.</summary>
    public async Task<double> ReadAllocatedAsync(CancellationToken cancellationToken)
    {
        var text = await _client.GetStringAsync(_allocations, cancellationToken);
        var line = text.Split('\n').First(line => line.StartsWith("dotnet_gc_heap_total_allocated", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
