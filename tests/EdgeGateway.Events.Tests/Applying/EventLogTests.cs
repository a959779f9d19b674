using System.Collections.Frozen;
using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Tests.Fakes;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Events.Tests.Applying;

public sealed class EventLogTests
{
    private static readonly VisitorId Ann = new(1, 2);
    private static readonly VisitorId Bob = new(3, 4);

    [Fact]
    public async Task AcceptedEvents_AreInTheProfileWhenTheCallCompletes()
    {
        await using var harness = await EventLogHarness.StartAsync();

        var receipt = await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"), harness.Event(EventType.Cart, "b"));

        Assert.Equal(new EventReceipt(2, 0, 0), receipt);
        Assert.Equal(["b", "a"], harness.ItemsOf(Ann));
        Assert.Empty(harness.ItemsOf(Bob));
    }

    [Fact]
    public async Task UncommittedEvents_AreNotAcknowledged()
    {
        await using var harness = await EventLogHarness.StartAsync();
        harness.Journal.HoldCommits();

        var accepting = harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
        await harness.Log.DrainAsync(CancellationToken.None);

        Assert.False(accepting.IsCompleted);
        harness.Journal.ReleaseCommits();
        Assert.Equal(1, (await accepting).Accepted);
    }

    [Fact]
    public async Task FullJournal_ShedsAndChangesNothing()
    {
        await using var harness = await EventLogHarness.StartAsync();
        harness.Journal.IsFull = true;

        var receipt = await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));

        Assert.Equal(new EventReceipt(0, 0, 1), receipt);
        Assert.False(harness.Log.TryCapture(Ann, new PageCapture { Item = "a" }));
        Assert.False(harness.HasProfile(Ann));
    }

    [Fact]
    public async Task FullQueue_ShedsUntilThereIsRoom()
    {
        await using var harness = await EventLogHarness.StartAsync(new EventLogOptions { MaxQueuedEntries = 2 });
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        harness.Store.OnCheckpoint = () =>
        {
            entered.Set();
            leave.Wait();
        };
        await harness.AcceptAsync(Bob, harness.Event(EventType.View, "b"));
        var checkpoint = harness.Log.CheckpointAsync(CancellationToken.None);
        entered.Wait();

        var taken = Enumerable.Range(0, 3).Select(_ => harness.Log.TryCapture(Ann, new PageCapture { Item = "a" })).ToArray();
        leave.Set();
        await checkpoint;
        await harness.Log.DrainAsync(CancellationToken.None);

        Assert.Equal([true, true, false], taken);
        Assert.Equal(["a", "a"], harness.ItemsOf(Ann));
        Assert.True(harness.Log.TryCapture(Ann, new PageCapture { Item = "a" }));
    }

    [Fact]
    public async Task CapturedPage_CountsTheViewAndNotWhatWasShown()
    {
        await using var harness = await EventLogHarness.StartAsync();
        CatalogueItem[] items = [new("x", 0, 1, true, "", FrozenDictionary<string, string>.Empty)];
        SlotExposure[] exposures =
        [
            new("recs", DecisionSource.Model, null, null, items, 1),
            new("hero", DecisionSource.Experiment, "copy", "b", null, 0),
        ];
        var capture = new PageCapture { Item = "sku-1", Path = "/product/sku-1", Exposures = exposures };

        Assert.True(harness.Log.TryCapture(Ann, capture));
        await harness.Log.DrainAsync(CancellationToken.None);

        Assert.Equal(["sku-1"], harness.ItemsOf(Ann));
        Assert.Equal(1, harness.CountOf(Ann, EventType.View));
        Assert.Equal(1, harness.Log.Items.Find("sku-1").Views);
        Assert.Equal(0, harness.Log.Items.Find("x").Views);
    }

    [Fact]
    public async Task RepeatedEventId_IsAcceptedAndAppliedOnce()
    {
        await using var harness = await EventLogHarness.StartAsync();
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a", id: 7));

        var again = await harness.AcceptAsync(
            Ann, harness.Event(EventType.View, "a", id: 7), harness.Event(EventType.View, "a", id: 8));
        var other = await harness.AcceptAsync(Bob, harness.Event(EventType.View, "a", id: 7));

        Assert.Equal(new EventReceipt(2, 1, 0), again);
        Assert.Equal(new EventReceipt(1, 0, 0), other);
        Assert.Equal(2, harness.CountOf(Ann, EventType.View));
        Assert.Equal(3, harness.Log.Items.Find("a").Views);
    }

    [Fact]
    public async Task EventsWithoutId_AreNeverDuplicates()
    {
        await using var harness = await EventLogHarness.StartAsync();

        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));

        Assert.Equal(2, harness.CountOf(Ann, EventType.View));
    }

    [Fact]
    public async Task ErasedVisitor_IsGoneAndStaysGone()
    {
        await using var harness = await EventLogHarness.StartAsync();
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
        await harness.AcceptAsync(Bob, harness.Event(EventType.View, "a"));

        await harness.Log.EraseAsync(Ann, CancellationToken.None);
        var late = await harness.AcceptAsync(Ann, harness.Event(EventType.View, "b"));
        harness.Log.TryCapture(Ann, new PageCapture { Item = "c" });
        await harness.Log.DrainAsync(CancellationToken.None);

        Assert.Equal(1, late.Erased);
        Assert.Equal(0, late.Accepted);
        Assert.False(harness.HasProfile(Ann));
        Assert.True(harness.HasProfile(Bob));
    }

    [Fact]
    public async Task RefusedCommit_FailsTheCall()
    {
        await using var harness = await EventLogHarness.StartAsync();
        harness.Journal.HoldCommits();
        harness.Journal.RefusesCommits = true;

        await Assert.ThrowsAsync<IOException>(async () => await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a")));

        harness.Journal.RefusesCommits = false;
        harness.Journal.ReleaseCommits();
    }

    [Fact]
    public async Task StoppedLog_ShedsAndRefusesErasures()
    {
        var harness = await EventLogHarness.StartAsync();
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));

        await harness.DisposeAsync();

        Assert.Equal(1, (await harness.AcceptAsync(Ann, harness.Event(EventType.View, "b"))).Shed);
        Assert.False(harness.Log.TryCapture(Ann, new PageCapture { Item = "c" }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Log.EraseAsync(Ann, CancellationToken.None));
        Assert.Equal([harness.Log.AppliedAddress], harness.Store.CheckpointAddresses);
    }

    [Fact]
    public async Task LargeArray_IsTakenInParts()
    {
        await using var harness = await EventLogHarness.StartAsync();
        var properties = Enumerable.Range(0, 16).Select(i => KeyValuePair.Create("name" + i, new string('x', 256))).ToArray();
        var events = Enumerable.Range(0, 100)
            .Select(i => new EdgeEvent { Type = EventType.View, Item = "i" + i, Time = harness.Now, Properties = properties })
            .ToArray();

        var receipt = await harness.AcceptAsync(Ann, events);

        Assert.Equal(100, receipt.Accepted);
        Assert.Equal(100, harness.CountOf(Ann, EventType.View));
        Assert.All(harness.Journal.Entries, entry => Assert.InRange(entry.Length, 1, 256 * 1024));
        Assert.InRange(harness.Journal.Entries.Count, 2, 100);
    }

    [Fact]
    public async Task ParallelVisitors_NeverMix()
    {
        await using var harness = await EventLogHarness.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), async (n, _) =>
        {
            for (var i = 0; i < 5; i++)
            {
                await harness.AcceptAsync(new VisitorId(9, (ulong)n), harness.Event(EventType.View, $"v{n}-{i}"));
                harness.Log.TryCapture(new VisitorId(9, (ulong)n), new PageCapture { Item = $"v{n}-c{i}" });
            }
        });
        await harness.Log.DrainAsync(CancellationToken.None);

        for (var n = 1; n <= 200; n++)
        {
            string[] expected = [.. Enumerable.Range(0, 5).Reverse().SelectMany(i => new[] { $"v{n}-c{i}", $"v{n}-{i}" })];
            Assert.Equal(expected, harness.ItemsOf(new VisitorId(9, (ulong)n)));
        }
    }
}
