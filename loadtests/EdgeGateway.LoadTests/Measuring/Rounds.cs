using Spectre.Console;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>
/// Measures subjects in turns, so that a disturbance of the machine does not fall on one of them alone; each is judged by its least
/// disturbed round.
/// </summary>
internal static class Rounds
{
    private const int Connections = 16;

    public static async Task<List<Row>> MeasureAsync(
        IReadOnlyList<Subject> subjects, int rounds, TimeSpan warmUp, TimeSpan duration, CancellationToken cancellationToken)
    {
        foreach (var subject in subjects)
        {
            AnsiConsole.WriteLine($"Warming up: {subject.Name}.");
            await subject.Load.ClosedAsync(Connections, warmUp, cancellationToken);
        }

        var best = new Row?[subjects.Count];
        for (var round = 1; round <= rounds; round++)
        {
            AnsiConsole.WriteLine($"Measuring: round {round} of {rounds}.");
            for (var i = 0; i < subjects.Count; i++)
            {
                var row = await MeasureAsync(subjects[i], duration, cancellationToken);
                best[i] = best[i] is { } known ? Better(known, row) : row;
            }
        }

        return [.. best.Select(row => row!)];
    }

    // Cost and speed are disturbed by different things: the cheapest round, and the rate of the fastest.
    private static Row Better(Row known, Row row) => (known.CpuMicroseconds <= row.CpuMicroseconds ? known : row) with
    {
        RequestsPerSecond = Math.Max(known.RequestsPerSecond, row.RequestsPerSecond),
    };

    private static async Task<Row> MeasureAsync(Subject subject, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (cpu, allocated) = (subject.Server.CpuTime, await subject.Server.ReadAllocatedAsync(cancellationToken));
        var result = await subject.Load.ClosedAsync(Connections, duration, cancellationToken);
        var used = subject.Server.CpuTime - cpu;
        var bytes = await subject.Server.ReadAllocatedAsync(cancellationToken) - allocated;
        return new Row(subject.Name, result.RequestsPerSecond, used.TotalMicroseconds / result.Latency.Count, bytes / result.Latency.Count,
            result.Latency.Percentile(0.5), result.Latency.Percentile(0.99), result.Bytes);
    }
}
