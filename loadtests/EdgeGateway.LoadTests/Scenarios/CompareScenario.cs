using EdgeGateway.LoadTests.Load;
using EdgeGateway.LoadTests.Measuring;
using EdgeGateway.LoadTests.Servers;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// The table of this product: what a personalised page costs beside Kestrel writing the same bytes raw. Every row runs in the
/// same minutes on the same machine, one server process at a time under load; ratios are what counts.
/// </summary>
internal sealed class CompareScenario(TimeSpan duration)
{
    private const int Visitors = 200;
    private const int RoundCount = 5;
    private const int RawPort = 18300;
    private const int AssembledPort = 18302;
    private const int OriginPort = 18304;
    private const int CachedPort = 18310;
    private const int FreshPort = 18320;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-load-").FullName;
        try
        {
            AnsiConsole.WriteLine("Preparing: fragments, a catalogue of 1,000 items, a model.");
            await GatewayUnderTest.PrepareAsync(folder, cancellationToken);
            var rows = await MeasureAllAsync(folder, cancellationToken);
            return Print(rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<List<Row>> MeasureAllAsync(string folder, CancellationToken cancellationToken)
    {
        await using var origin = await BaselineServer.StartAsync("origin", OriginPort, cancellationToken);
        await using var raw = await BaselineServer.StartAsync("raw", RawPort, cancellationToken);
        await using var assembled = await BaselineServer.StartAsync("assembled", AssembledPort, cancellationToken);
        await using var cached = await GatewayUnderTest.StartAsync(folder, "cached", CachedPort, OriginPort, fresh: false, cancellationToken);
        await using var fresh = await GatewayUnderTest.StartAsync(folder, "fresh", FreshPort, OriginPort, fresh: true, cancellationToken);
        Subject[] subjects =
        [
            new("Kestrel raw bytes", raw, new LoadGenerator(RawPort, [SampleVisitor.Request(RawPort)])),
            new("Kestrel assembled bytes", assembled, new LoadGenerator(AssembledPort, [SampleVisitor.Request(AssembledPort)])),
            new("gateway, personalised hit", cached,
                new LoadGenerator(CachedPort, await SampleVisitor.CreateAsync(CachedPort, Visitors, cancellationToken))),
            new("gateway, scored on each view", fresh,
                new LoadGenerator(FreshPort, await SampleVisitor.CreateAsync(FreshPort, Visitors, cancellationToken))),
            new("gateway, personalised hit, gzip", cached,
                new LoadGenerator(CachedPort, await SampleVisitor.CreateAsync(CachedPort, Visitors, cancellationToken, gzip: true))),
        ];
        return await Rounds.MeasureAsync(subjects, RoundCount, WarmUp, duration, cancellationToken);
    }

    private static int Print(List<Row> rows)
    {
        var raw = rows[0].CpuMicroseconds;
        ResultTable.Write(rows, raw);
        return Verdict.Print(
        [
            ("personalised hit, CPU against raw bytes", rows[2].CpuMicroseconds / raw, 2.5, 2.0),
            ("scored on each view, CPU against raw bytes", rows[3].CpuMicroseconds / raw, 4.0, 3.0),
            ("personalised gzip, CPU against identity", rows[4].CpuMicroseconds / rows[2].CpuMicroseconds, 1.1, 1.0),
            ("personalised gzip, time a request against identity", rows[2].RequestsPerSecond / rows[4].RequestsPerSecond, 1.0, 1 / 1.3),
            ("personalised hit, bytes allocated", rows[2].AllocatedBytes, 2048, 1024),
        ]);
    }
}
