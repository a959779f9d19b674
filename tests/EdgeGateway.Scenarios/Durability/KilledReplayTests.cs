using System.Diagnostics;
using EdgeGateway.TestKit;
using EdgeGateway.TestKit.Processes;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>kill -9 in the middle of a replay, again and again. EDGE_LONG_TESTS=1 replays the whole file this way.</summary>
public sealed class KilledReplayTests(ITestOutputHelper output)
{
    private const int Kills = 10;
    private const int BytesAnEvent = 60;

    [DataFact(SerenadeFile.DataSet)]
    public async Task TenKillsDuringAReplay_LoseNothingAndCountNothingTwice()
    {
        var isLong = Environment.GetEnvironmentVariable("EDGE_LONG_TESTS") == "1";
        var sent = isLong ? SerenadeFile.Read() : SerenadeFile.Read(most: 4000);
        using var site = new DurableSite(checkpointEvery: "1s");
        var gateway = await site.StartAsync();
        var replay = ReplayCommand.RunAsync(site.Folder.Port, batch: 1, isLong ? null : 4000);
        var starts = new List<double>();
        try
        {
            foreach (var distance in Distances(sent.EventCount))
            {
                await WaitForProgressAsync(gateway, distance);
                Assert.False(replay.IsCompleted, "The replay was over before the last kill.");
                await gateway.KillAsync();
                await gateway.DisposeAsync();

                var started = Stopwatch.GetTimestamp();
                gateway = await site.StartAsync();
                starts.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var finished = await replay;
            output.WriteLine($"Ready after a kill in ms: {string.Join(", ", starts.Select(ms => $"{ms:0}"))}. {finished.Output}");
            ReplayCommand.AssertComplete(finished, sent);
            await AssertItemCountsAsync(gateway, sent);

            // Once more with nothing running: what was read came from memory, this comes from the disk.
            await gateway.KillAsync();
            await gateway.DisposeAsync();
            gateway = await site.StartAsync();
            await AssertItemCountsAsync(gateway, sent);
            Assert.True(starts.Order().ElementAt(Kills / 2) < 3000, "A start took 3 s or longer in the median.");
        }
        finally
        {
            await gateway.DisposeAsync();
        }
    }

    private static async Task AssertItemCountsAsync(GatewayProcess gateway, SerenadeFile sent)
    {
        using var admin = new AdminReader(gateway.Admin);
        var expected = sent.Views;
        var (known, views) = await admin.ReadViewsAsync(expected.Keys);
        Assert.Equal(expected.Count, known);
        Assert.Equal(expected.OrderBy(item => item.Key, StringComparer.Ordinal), views.OrderBy(item => item.Key, StringComparer.Ordinal));
    }

    // How far the journal grows before each kill, in bytes: random, and together less than the whole replay.
    private static IEnumerable<long> Distances(int events)
    {
        var most = (long)events * BytesAnEvent / (Kills + 2);
        for (var i = 0; i < Kills; i++)
        {
            yield return Random.Shared.NextInt64(most / 10, most);
        }
    }

    private static async Task WaitForProgressAsync(GatewayProcess gateway, long bytes)
    {
        using var admin = new AdminReader(gateway.Admin);
        var from = await admin.ReadAppliedAddressAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await admin.ReadAppliedAddressAsync() < from + bytes)
        {
            await Task.Delay(2, limit.Token);
        }
    }
}
