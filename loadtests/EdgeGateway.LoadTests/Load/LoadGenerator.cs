using System.Diagnostics;

namespace EdgeGateway.LoadTests.Load;

/// <summary>
/// Sends requests over a fixed number of connections, either as fast as answers come (closed loop, for cost per request) or
/// at a constant arrival rate (open loop, for latency). In the open loop latency counts from the time a request was due, so
/// that a stall of the server is seen by every request it delays and not by one ("coordinated omission").
/// </summary>
internal sealed class LoadGenerator(int port, IReadOnlyList<byte[]> requests)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(5);

    public Task<LoadResult> ClosedAsync(int connections, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(connections, duration, perSecond: 0, cancellationToken);

    public Task<LoadResult> OpenAsync(
        int connections, double perSecond, TimeSpan duration, CancellationToken cancellationToken) =>
        RunAsync(connections, duration, perSecond, cancellationToken);

    private async Task<LoadResult> RunAsync(
        int connections, TimeSpan duration, double perSecond, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(index => Task.Run(
            () => RunConnectionAsync(index, connections, started, duration, perSecond, cancellationToken), cancellationToken)));
        var all = new LatencyHistogram();
        foreach (var run in runs)
        {
            all.Add(run.Latency);
        }

        return new LoadResult(all, Stopwatch.GetElapsedTime(started), runs.Max(run => run.Bytes),
            runs.Sum(run => run.Late), runs.Sum(run => run.Unsent));
    }

    private async Task<LoadResult> RunConnectionAsync(
        int index, int connections, long started, TimeSpan duration, double perSecond, CancellationToken cancellationToken)
    {
        using var connection = await HttpConnection.OpenAsync(port, cancellationToken);
        var latency = new LatencyHistogram();
        var (bytes, late) = (0L, 0L);
        for (var number = (long)index; ; number += connections)
        {
            var now = Stopwatch.GetElapsedTime(started);
            var due = perSecond > 0 ? TimeSpan.FromSeconds(number / perSecond) : now;
            if (due >= duration || now >= duration + GiveUpAfter)
            {
                var unsent = due >= duration
                    ? 0
                    : (long)Math.Ceiling(((duration.TotalSeconds * perSecond) - number) / connections);
                return new LoadResult(latency, duration, bytes, late, unsent);
            }

            if (due > now)
            {
                await WaitAsync(due - now, cancellationToken);
            }

            late += perSecond > 0 && Stopwatch.GetElapsedTime(started) - due > TimeSpan.FromMilliseconds(1) ? 1 : 0;
            bytes = await connection.SendAsync(requests[(int)(number % requests.Count)], cancellationToken);
            latency.Record(Stopwatch.GetElapsedTime(started) - due);
        }
    }

    // Timers tick in milliseconds: sleep for the whole ones and give the rest away in turns.
    private static async ValueTask WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var until = Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);
        if (wait > TimeSpan.FromMilliseconds(2))
        {
            await Task.Delay(wait - TimeSpan.FromMilliseconds(1.5), cancellationToken);
        }

        while (Stopwatch.GetTimestamp() < until)
        {
            await Task.Yield();
        }
    }
}
