using EdgeGateway.LoadTests.Load;
using EdgeGateway.LoadTests.Measuring;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// The table of this product: what a personalised page costs beside Kestrel writing the same bytes raw. Every row runs in the
/// same minutes on the same machine, one server process at a time under load; ratios are what counts.
/// </summary>
internal sealed class CompareScenario(TimeSpan duration)
{
    private const int Connections = 16;
    private const int Visitors = 200;
    private const int Rounds = 5;
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
        await using var origin = await StartBaselineAsync("origin", OriginPort, cancellationToken);
        await using var raw = await StartBaselineAsync("raw", RawPort, cancellationToken);
        await using var assembled = await StartBaselineAsync("assembled", AssembledPort, cancellationToken);
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
        ];
        foreach (var subject in subjects)
        {
            AnsiConsole.WriteLine($"Warming up: {subject.Name}.");
            await subject.Load.ClosedAsync(Connections, WarmUp, cancellationToken);
        }

        return await MeasureRoundsAsync(subjects, cancellationToken);
    }

    // The subjects take turns, so that a disturbance of the machine does not fall on one of them alone; each is judged by its
    // least disturbed round.
    private async Task<List<Row>> MeasureRoundsAsync(Subject[] subjects, CancellationToken cancellationToken)
    {
        var best = new Row?[subjects.Length];
        for (var round = 1; round <= Rounds; round++)
        {
            AnsiConsole.WriteLine($"Measuring: round {round} of {Rounds}.");
            for (var i = 0; i < subjects.Length; i++)
            {
                var row = await MeasureAsync(subjects[i], cancellationToken);
                best[i] = best[i] is { } known && known.CpuMicroseconds <= row.CpuMicroseconds ? known : row;
            }
        }

        return [.. best.Select(row => row!)];
    }

    private async Task<Row> MeasureAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (cpu, allocated) = (subject.Server.CpuTime, await subject.Server.ReadAllocatedAsync(cancellationToken));
        var result = await subject.Load.ClosedAsync(Connections, duration, cancellationToken);
        var used = subject.Server.CpuTime - cpu;
        var bytes = await subject.Server.ReadAllocatedAsync(cancellationToken) - allocated;
        return new Row(subject.Name, result.RequestsPerSecond, used.TotalMicroseconds / result.Latency.Count, bytes / result.Latency.Count,
            result.Latency.Percentile(0.5), result.Latency.Percentile(0.99), result.Bytes);
    }

    private static Task<ServerProcess> StartBaselineAsync(string kind, int port, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(typeof(CompareScenario).Assembly.Location, ["serve", kind, $"{port}"],
            new Uri($"http://127.0.0.1:{port}/allocated"), new Uri($"http://127.0.0.1:{port}/allocated"), cancellationToken);

    private static int Print(List<Row> rows)
    {
        var raw = rows[0].CpuMicroseconds;
        ResultTable.Write(rows, raw);
        return Verdict.Print(
        [
            ("personalised hit, CPU against raw bytes", rows[2].CpuMicroseconds / raw, 2.5, 2.0),
            ("scored on each view, CPU against raw bytes", rows[3].CpuMicroseconds / raw, 4.0, 3.0),
            ("personalised hit, bytes allocated", rows[2].AllocatedBytes, 2048, 1024),
        ]);
    }

    private sealed record Subject(string Name, ServerProcess Server, LoadGenerator Load);
}
