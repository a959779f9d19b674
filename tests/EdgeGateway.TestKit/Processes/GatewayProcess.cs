using System.Diagnostics;

namespace EdgeGateway.TestKit.Processes;

/// <summary>
/// The real gateway as a child process: <c>EdgeGateway.dll run --config F</c>. Started when it says it is ready; killed when
/// disposed. It keeps no folder: the same <see cref="GatewayFolder"/> can be started again, as after a crash.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly Task _reading;

    private GatewayProcess(Process process, Uri site, Uri admin)
    {
        _process = process;
        Site = site;
        Admin = admin;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Where the site is.</summary>
    public Uri Site { get; }

    /// <summary>Where the operators' listener is.</summary>
    public Uri Admin { get; }

    /// <summary>What it wrote to standard output and error.</summary>
    public ProcessLog Log { get; } = new();

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>True until it has ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts the gateway on the folder's configuration and returns when it accepts requests.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds what it wrote.</exception>
    public static async Task<GatewayProcess> StartAsync(
        GatewayFolder folder, IReadOnlyDictionary<string, string>? environment = null) =>
        await StartAsync(["run", "--config", folder.ConfigFile], "The site listens on", folder, environment);

    /// <summary>
    /// Starts another serving command of the program, such as <c>demo</c>, and returns when it has written a text.
    /// </summary>
    public static async Task<GatewayProcess> StartAsync(
        IEnumerable<string> arguments, string readyText, GatewayFolder folder,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var gateway = new GatewayProcess(
            GatewayProgram.Start(arguments, folder.Path, environment),
            new Uri($"http://127.0.0.1:{folder.Port}"), new Uri($"http://127.0.0.1:{folder.AdminPort}"));
        var ready = gateway.Log.WaitForAsync(readyText);
        if (await Task.WhenAny(ready, gateway._reading) == ready)
        {
            await ready;
            return gateway;
        }

        await gateway.DisposeAsync();
        throw new InvalidOperationException($"The gateway ended before it was ready. It wrote:\n{gateway.Log.Text}");
    }

    /// <summary>Ends it as a power cut would (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts the program and does not wait for anything it says.</summary>
    public static GatewayProcess Launch(IEnumerable<string> arguments, GatewayFolder folder) => new(
        GatewayProgram.Start(arguments, folder.Path, null),
        new Uri($"http://127.0.0.1:{folder.Port}"), new Uri($"http://127.0.0.1:{folder.AdminPort}"));

    /// <summary>Sends a signal by its number and does not wait.</summary>
    public void Signal(int signal) => _ = NativeSignal.Send(_process.Id, signal);

    /// <summary>Asks it to stop (SIGTERM) and gives its exit code.</summary>
    public Task<int> StopAsync()
    {
        Signal(Terminate);
        return WaitForExitAsync();
    }

    /// <summary>Waits until it has ended, at most a minute, and gives its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await _reading;
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Log.Add(line);
        }
    }
}
