using System.Diagnostics;
using System.Text.Json;
using EdgeGateway.TestKit.Processes;

namespace EdgeGateway.Scenarios.Conformance;

/// <summary>
/// One edition of the public HTTP cache tests, run by Node.js against the real gateway with nothing but a route configured.
/// Its origin and its client use 127.0.0.1 and free ports.
/// </summary>
internal sealed class CacheTestSuite(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The scripts and the kept results, in the source tree.</summary>
    public static string Sources { get; } = Path.Combine(Root(), "tests", "EdgeGateway.Scenarios", "Conformance");

    /// <summary>Where build.sh puts the edition that npm has.</summary>
    public static string PackageFolder { get; } = Path.Combine(Root(), "artifacts", "conformance", "http-cache-tests-0.4.5");

    /// <summary>Runs these tests, or all of them, and gives the result of each: "pass", or what went wrong.</summary>
    public async Task<SortedDictionary<string, string>> RunAsync(params IEnumerable<string> ids)
    {
        using var node = Start("run-suite.mjs", [folder, .. ids]);
        using var files = new GatewayFolder();
        try
        {
            var port = await node.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            files.WriteConfig(Config(port ?? throw new InvalidOperationException("The suite's origin did not start.")));
            await using var gateway = await GatewayProcess.StartAsync(files);
            await node.StandardInput.WriteLineAsync($"http://127.0.0.1:{files.Port}");
            await node.StandardInput.FlushAsync();
            var results = await node.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            return Parse(results ?? throw new InvalidOperationException($"The suite ended early. The gateway wrote:\n{gateway.Log.Text}"));
        }
        finally
        {
            node.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Our results beside those of others, and what did not pass.</summary>
    public async Task<string> ReportAsync(string resultsFile)
    {
        using var node = Start("report.mjs", [folder, resultsFile]);
        return await node.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>A kept file or the line the suite wrote: true, or a kind of failure and its message.</summary>
    public static SortedDictionary<string, string> Parse(string json) => new(
        JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(
            test => test.Name,
            test => test.Value.ValueKind == JsonValueKind.True ? "pass" : test.Value[1].GetString() ?? "failed"),
        StringComparer.Ordinal);

    private static Process Start(string script, IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo("node", ["--no-warnings", Path.Combine(Sources, script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static string Config(string originPort) => $$"""
        {
          "Kestrel": { "Endpoints": { "Site": { "Url": "http://127.0.0.1:{port}" } } },
          "ReverseProxy": {
            "Routes": { "site": { "ClusterId": "origin", "Match": { "Path": "{**path}" } } },
            "Clusters": { "origin": { "Destinations": { "one": { "Address": "http://127.0.0.1:{{originPort}}" } } } }
          },
          "Edge": { "Data": "{data}", "Admin": { "Listen": "http://127.0.0.1:{admin-port}" } }
        }
        """;

    // artifacts/bin/EdgeGateway.Scenarios/release -> the repository
    private static string Root() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
}
