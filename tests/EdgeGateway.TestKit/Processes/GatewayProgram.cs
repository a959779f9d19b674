using System.Diagnostics;

namespace EdgeGateway.TestKit.Processes;

/// <summary>The built <c>EdgeGateway.dll</c> of the configuration that the tests were built in.</summary>
public static class GatewayProgram
{
    /// <summary>The program's file.</summary>
    public static string File { get; } = Locate();

    /// <summary>Runs a command to its end, such as <c>validate</c>.</summary>
    public static async Task<FinishedCommand> RunAsync(
        IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(arguments, folder, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The command did not end within 3 minutes.");
        }

        return new FinishedCommand(process.ExitCode, await output, await errors);
    }

    internal static Process Start(IEnumerable<string> arguments, string? folder, IReadOnlyDictionary<string, string>? environment)
    {
        // Shells start background jobs with SIGINT ignored, which is inherited; and SIGXFSZ, ignored, makes a file size limit
        // an error of write(2), as a full disk is.
        var start = new ProcessStartInfo(
            "/usr/bin/env",
            ["--default-signal=INT", "--ignore-signal=XFSZ", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", File, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    // artifacts/bin/SOME.TESTS/release -> artifacts/bin/EdgeGateway/release
    private static string Locate()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, "EdgeGateway", own.Name, "EdgeGateway.dll");
    }
}
