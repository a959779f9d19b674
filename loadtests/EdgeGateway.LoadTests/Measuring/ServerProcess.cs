using System.Diagnostics;
using System.Globalization;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>
/// A server under measurement in a process of its own, with its CPU time and allocations. Stopped when disposed.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Uri? _allocations;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, Uri? allocations)
    {
        _process = process;
        _allocations = allocations;
    }

    /// <summary>CPU time so far, user and system, of all threads and of the processes it started.</summary>
    public TimeSpan CpuTime => ProcessTree.CpuTimeOf(_process.Id);

    /// <summary>Starts a .NET program of ours and waits until an address answers.</summary>
    public static Task<ServerProcess> StartAsync(
        string program, string[] arguments, Uri ready, Uri allocations, CancellationToken cancellationToken) =>
        StartAsync(Path.GetFileName(program), "dotnet", [program, .. arguments], ready, allocations, cancellationToken);

    /// <summary>Starts another server, of which CPU alone is measured.</summary>
    public static Task<ServerProcess> StartPeerAsync(string file, string[] arguments, Uri ready, CancellationToken cancellationToken) =>
        StartAsync(file, file, arguments, ready, allocations: null, cancellationToken);

    private static async Task<ServerProcess> StartAsync(
        string name, string file, string[] arguments, Uri ready, Uri? allocations, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(file, arguments)
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
                    $"'{name} {string.Join(' ', arguments)}' stopped with exit code {process.ExitCode}.");
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

    /// <summary>Bytes allocated on the managed heap since the start; 0 for what has none.</summary>
    public async Task<double> ReadAllocatedAsync(CancellationToken cancellationToken)
    {
        if (_allocations is null)
        {
            return 0;
        }

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
