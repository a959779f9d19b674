using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Sessions;
using EdgeGateway.Events.Tests.Fakes;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Profiles;
using Xunit.Abstractions;

namespace EdgeGateway.Events.Tests.Applying;

/// <summary>The event log over the real journal and store.</summary>
public sealed class EventLogOnDiskTests(ITestOutputHelper output) : IDisposable
{
    private readonly List<string> _folders = [];

    public void Dispose()
    {
        foreach (var folder in _folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task CleanStopAndStart_KeepsProfilesCountersAndIds()
    {
        var folder = NewFolder();
        var visitor = new VisitorId(1, 2);
        await using (var first = await DiskGateway.StartAsync(folder, new EventLogOptions()))
        {
            await AcceptAsync(first, visitor, View("a", id: 1), View("b", id: 2));
        }

        await using var second = await DiskGateway.StartAsync(folder, new EventLogOptions());
        var receipt = await AcceptAsync(second, visitor, View("a", id: 1), View("c", id: 3));

        Assert.Equal(new EventReceipt(2, 1, 0), receipt);
        Assert.Equal(["a", "b", "c"], ItemsOf(second, visitor));
        Assert.Equal(1, second.Log.Items.Find("b").Views);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FilesTakenAtRandomMoments_HoldEveryAcknowledgedEvent(int seed)
    {
        var random = new Random(seed);
        var options = new EventLogOptions { CheckpointEntries = 150 };
        await using var running = await DiskGateway.StartAsync(NewFolder(), options);
        var acknowledged = new ConcurrentDictionary<VisitorId, int>();
        var clients = Enumerable.Range(1, 16)
            .Select(n => Task.Run(() => SendAsync(running, new VisitorId(3, (ulong)n), 60, acknowledged))).ToArray();

        for (var kill = 0; kill < 6; kill++)
        {
            var target = random.Next(20, 800);
            while (acknowledged.Values.Sum() < target && !Array.TrueForAll(clients, client => client.IsCompleted))
            {
                await Task.Yield();
            }

            var before = acknowledged.ToArray();
            await AssertHoldsAsync(running.CopyFiles(), before, options);
        }

        await Task.WhenAll(clients);
        await AssertHoldsAsync(running.CopyFiles(), [.. acknowledged], options);
        Assert.All(acknowledged.Values, count => Assert.Equal(60, count));
    }

    [Fact]
    public async Task ErasedVisitor_IsNotInAnyLaterCopy()
    {
        var visitor = new VisitorId(1, 2);
        await using var running = await DiskGateway.StartAsync(NewFolder(), new EventLogOptions());
        await AcceptAsync(running, visitor, View("a"));
        await running.Log.CheckpointAsync(CancellationToken.None);
        await running.Log.EraseAsync(visitor, CancellationToken.None);

        await using var copy = await DiskGateway.StartAsync(Track(running.CopyFiles()), new EventLogOptions());

        Assert.Empty(ItemsOf(copy, visitor));
        Assert.False(copy.Profiles.TryRead(visitor, new byte[4096], out _));
    }

    [DataFact("serenade-sessions")]
    public async Task SerenadeClicks_GiveTheCountsOfAnIndependentComputation()
    {
        var path = TestData.PathOf("serenade-sessions/train.tsv.gz");
        var rows = SessionEventFile.Read(path).Take(20_000).Select(row => row.Event).ToList();
        var sessions = rows.GroupBy(row => row.Session)
            .ToDictionary(session => session.Key, session => session.OrderBy(row => row.Time).ToList());
        var options = new EventLogOptions { CheckpointEntries = 4_000 };
        await using var running = await DiskGateway.StartAsync(NewFolder(), options);

        await Parallel.ForEachAsync(sessions, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (session, _) =>
        {
            foreach (var row in session.Value)
            {
                await AcceptAsync(running, VisitorOf(session.Key), View(row.Item));
            }
        });

        await using var copy = await DiskGateway.StartAsync(Track(running.CopyFiles()), options);
        foreach (var gateway in new[] { running, copy })
        {
            foreach (var item in rows.GroupBy(row => row.Item))
            {
                Assert.Equal(item.Count(), gateway.Log.Items.Find(item.Key).Views);
            }

            foreach (var (session, events) in sessions)
            {
                var kept = ItemsOf(gateway, VisitorOf(session));
                Assert.Equal(events.Select(row => row.Item).TakeLast(32), kept.TakeLast(32));
            }
        }
    }

    /// <summary>No assertion about time: the numbers are for the reader of the output.</summary>
    [Fact]
    public async Task SingleEventsAndBatches_AreAllAppliedAndTheRateIsReported()
    {
        await using var running = await DiskGateway.StartAsync(NewFolder(), new EventLogOptions());
        var singles = await MeasureAsync("single events, 64 at a time", running, requests: 20_000, eventsEach: 1, parallel: 64);
        var batches = await MeasureAsync("batches of 50, 64 at a time", running, requests: 4_000, eventsEach: 50, parallel: 64);
        var lone = await MeasureAsync("single events, one at a time", running, requests: 300, eventsEach: 1, parallel: 1);

        Assert.Equal(20_000 + 200_000 + 300, singles + batches + lone);
        running.Log.Items.Refresh(0);
        Assert.Equal(20_000 + 200_000 + 300, Enumerable.Range(0, 1_000).Sum(n => running.Log.Items.Find("item-" + n).Views));

        // The queue's two pages grow first.
        for (var round = 0; round < 4; round++)
        {
            Assert.InRange(MeasureCaptures(running), 1, 50_000);
            await running.Log.DrainAsync(CancellationToken.None);
        }
    }

    private int MeasureCaptures(DiskGateway running)
    {
        var visitor = new VisitorId(1, 1);
        var started = Stopwatch.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var captured = 0;
        for (var i = 0; i < 50_000; i++)
        {
            captured += running.Log.TryCapture(visitor, new PageCapture { Item = "item-1", Path = "/product/item-1" }) ? 1 : 0;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / 50_000.0;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"captures: {captured} of 50000 taken, {elapsed.TotalMicroseconds / 50_000:0.00} us and {bytes:0.0} B each"));
        return captured;
    }

    private async Task<int> MeasureAsync(string what, DiskGateway gateway, int requests, int eventsEach, int parallel)
    {
        var accepted = 0;
        var latencies = new double[requests];
        var started = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = parallel };
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), atOnce, async (n, _) =>
        {
            var events = Enumerable.Range(0, eventsEach).Select(i => View("item-" + (n * 7 + i) % 1_000)).ToArray();
            var begun = Stopwatch.GetTimestamp();
            var receipt = await AcceptAsync(gateway, new VisitorId(8, (ulong)(n % 5_000)), events);
            latencies[n] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            Interlocked.Add(ref accepted, receipt.Accepted);
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpuEach = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / accepted;
        Array.Sort(latencies);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {accepted / seconds:0} events/s, {cpuEach:0.0} us CPU each (of the whole process), "
            + $"p50 {latencies[requests / 2]:0.0} ms, p99 {latencies[requests * 99 / 100]:0.0} ms"));
        return accepted;
    }

    private static async Task SendAsync(
        DiskGateway gateway, VisitorId visitor, int count, ConcurrentDictionary<VisitorId, int> acknowledged)
    {
        for (var i = 0; i < count; i++)
        {
            await AcceptAsync(gateway, visitor, View("i" + i, id: (UInt128)(i + 1)));
            acknowledged[visitor] = i + 1;
        }
    }

    // Events of a visitor are sent one after the other: what the copy holds is a prefix, at least as long as was acknowledged.
    private async Task AssertHoldsAsync(string folder, KeyValuePair<VisitorId, int>[] acknowledged, EventLogOptions options)
    {
        Track(folder);
        await using var copy = await DiskGateway.StartAsync(folder, options);
        var applied = 0L;
        foreach (var (visitor, count) in acknowledged)
        {
            var items = ItemsOf(copy, visitor);
            Assert.True(items.Count >= count, $"{items.Count} of {count} acknowledged events are there.");
            Assert.Equal(Enumerable.Range(0, items.Count).Select(i => "i" + i), items);

            var again = await AcceptAsync(copy, visitor, View("i" + (count - 1), id: (UInt128)count));
            Assert.Equal(1, again.Duplicates);
        }

        for (var n = 1; n <= 16; n++)
        {
            applied += ItemsOf(copy, new VisitorId(3, (ulong)n)).Count;
        }

        Assert.Equal(applied, Enumerable.Range(0, 60).Sum(i => copy.Log.Items.Find("i" + i).Views));
    }

    private static EdgeEvent View(string item, UInt128 id = default) =>
        new() { Type = EventType.View, Item = item, Id = id, Time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() };

    private static ValueTask<EventReceipt> AcceptAsync(DiskGateway gateway, VisitorId visitor, params EdgeEvent[] events) =>
        gateway.Log.AcceptAsync(visitor, events, CancellationToken.None);

    private static VisitorId VisitorOf(string session) => new(77, ulong.Parse(session, CultureInfo.InvariantCulture) + 1);

    // Oldest first.
    private static List<string> ItemsOf(DiskGateway gateway, VisitorId visitor)
    {
        var bytes = new byte[4096];
        var items = new List<string>();
        if (gateway.Profiles.TryRead(visitor, bytes, out var length))
        {
            foreach (var e in new ProfileView(bytes.AsSpan(0, length)).Events)
            {
                items.Insert(0, System.Text.Encoding.UTF8.GetString(e.Item));
            }
        }

        return items;
    }

    private string NewFolder() => Track(DiskGateway.NewFolder());

    private string Track(string folder)
    {
        lock (_folders)
        {
            _folders.Add(folder);
        }

        return folder;
    }
}
