using System.Globalization;
using EdgeGateway.LoadTests.Load;
using EdgeGateway.LoadTests.Servers;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>Personalised pages at a constant arrival rate, with as many visitors as requests in two seconds.</summary>
internal sealed class OpenLoopScenario(TimeSpan duration, int perSecond)
{
    private const int Connections = 32;
    private const int OriginPort = 18404;
    private const int Port = 18410;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-load-").FullName;
        try
        {
            await GatewayUnderTest.PrepareAsync(folder, cancellationToken);
            await using var origin = await BaselineServer.StartAsync("origin", OriginPort, cancellationToken);
            await using var gateway = await GatewayUnderTest.StartAsync(
                folder, "open", Port, OriginPort, fresh: true, cancellationToken);
            var requests = await SampleVisitor.CreateAsync(Port, Math.Min(perSecond * 2, 2000), cancellationToken);
            var generator = new LoadGenerator(Port, requests);
            // As fast as it goes, so that the code under test is compiled as it will be in an hour.
            await generator.ClosedAsync(Connections, TimeSpan.FromSeconds(8), cancellationToken);
            var cpu = gateway.CpuTime;
            var result = await generator.OpenAsync(Connections, perSecond, duration, cancellationToken);
            Print(result, (gateway.CpuTime - cpu).TotalMicroseconds / result.Latency.Count);
            return result.Unsent == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Print(LoadResult result, double cpu) => AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{perSecond} requests a second for {duration.TotalSeconds:0} s, scored on each view: {result.Latency.Count} answered, "
        + $"p50 {Milliseconds(result, 0.5)}, p90 {Milliseconds(result, 0.9)}, "
        + $"p99 {Milliseconds(result, 0.99)}, p99.9 {Milliseconds(result, 0.999)}, "
        + $"{cpu:0.0} µs of the gateway's CPU each; {result.Late} left late, {result.Unsent} given up."));

    private static string Milliseconds(LoadResult result, double share) =>
        result.Latency.Percentile(share).TotalMilliseconds.ToString("0.00 'ms'", CultureInfo.InvariantCulture);
}
