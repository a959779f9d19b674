using EdgeGateway.Events.Capture;
using EdgeGateway.Events.Counters;
using EdgeGateway.Events.Tests.Fakes;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events.Tests.Applying;

/// <summary>What a start finds after kill -9: profiles, item counters and duplicate window as if nothing had happened.</summary>
public sealed class EventLogRecoveryTests
{
    private static readonly VisitorId Ann = new(1, 2);

    [Fact]
    public async Task KillWithoutCheckpoint_ReplaysEverything()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"), first.Event(EventType.View, "b"));

        await using var second = await first.KillAndStartAsync();

        Assert.Equal(["b", "a"], second.ItemsOf(Ann));
        Assert.Equal(1, second.Log.Items.Find("a").Views);
        Assert.Equal(first.Log.AppliedAddress, second.Log.AppliedAddress);
    }

    [Fact]
    public async Task CleanStop_LeavesNothingToReplay()
    {
        var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        await first.DisposeAsync();

        await using var second = await first.KillAndStartAsync();

        Assert.Equal(["a"], second.ItemsOf(Ann));
        Assert.Equal(0, second.Store.Writes);
        Assert.Equal(1, second.Log.Items.Find("a").Views);
        Assert.Equal("a", second.Log.Items.Trending.Items[0].Item);
    }

    [Fact]
    public async Task FirstStart_HasNoProblems()
    {
        await using var log = await EventLogHarness.StartAsync();

        Assert.Empty(log.Log.Problems);
    }

    [Fact]
    public async Task StartFromACheckpoint_HasNoProblems()
    {
        var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        await first.DisposeAsync();
        first.Journal.TruncateUntil(first.Journal.CommittedAddress);

        await using var second = await first.KillAndStartAsync();

        Assert.Empty(second.Log.Problems);
    }

    [Fact]
    public async Task StoreLost_IsBuiltAgainAndNamed()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));

        await using var second = await first.KillAndStartAsync();

        Assert.Equal(["a"], second.ItemsOf(Ann));
        Assert.Contains("The profile store is empty: profiles and item counters are built again", Assert.Single(second.Log.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreLostAfterTheJournalGaveUpItsStart_SaysWhatIsLost()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        var given = first.Journal.CommittedAddress;
        await first.AcceptAsync(Ann, first.Event(EventType.View, "b"));
        first.Journal.TruncateUntil(given);

        await using var second = await first.KillAndStartAsync();

        Assert.Equal(["b"], second.ItemsOf(Ann));
        Assert.Contains($"begins at address '{given}': what came before is lost", second.Log.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UncommittedTail_IsNotInTheCheckpoint()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        first.Journal.HoldCommits();
        first.Log.TryCapture(Ann, new PageCapture { Item = "b" });

        var checkpoint = first.Log.CheckpointAsync(CancellationToken.None);
        await using var killed = await first.KillAndStartAsync();

        Assert.False(checkpoint.IsCompleted);
        Assert.Equal(["a"], killed.ItemsOf(Ann));
        first.Journal.ReleaseCommits();
        await checkpoint;
        Assert.Equal([first.Log.AppliedAddress], first.Store.CheckpointAddresses);
    }

    [Fact]
    public async Task DuplicateAfterRestart_IsStillADuplicate()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a", id: 7));
        await first.Log.CheckpointAsync(CancellationToken.None);
        await first.AcceptAsync(Ann, first.Event(EventType.View, "b", id: 8));

        await using var second = await first.KillAndStartAsync();
        var receipt = await second.AcceptAsync(
            Ann,
            second.Event(EventType.View, "a", id: 7),
            second.Event(EventType.View, "b", id: 8),
            second.Event(EventType.View, "c", id: 9));

        Assert.Equal(new EventReceipt(3, 2, 0), receipt);
        Assert.Equal(["c", "b", "a"], second.ItemsOf(Ann));
    }

    [Fact]
    public async Task ErasedVisitor_IsNotBroughtBackByAReplay()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        await first.Log.CheckpointAsync(CancellationToken.None);
        await first.Log.EraseAsync(Ann, CancellationToken.None);

        await using var fromCheckpoint = await first.KillAndStartAsync();
        await using var fromNothing = await first.KillAndStartAsync(checkpointsBack: 5);
        await first.Log.CheckpointAsync(CancellationToken.None);
        await using var fromNewest = await first.KillAndStartAsync();

        Assert.False(fromCheckpoint.HasProfile(Ann));
        Assert.False(fromNothing.HasProfile(Ann));
        Assert.False(fromNewest.HasProfile(Ann));
        Assert.Equal(1, (await fromNewest.AcceptAsync(Ann, first.Event(EventType.View, "b"))).Erased);
        Assert.False(fromNewest.HasProfile(Ann));
    }

    [Fact]
    public async Task OlderCheckpoint_ReplaysToTheSameState()
    {
        await using var first = await EventLogHarness.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await first.AcceptAsync(Ann, first.Event(EventType.View, "i" + i, id: (UInt128)(i + 1)));
            await first.Log.CheckpointAsync(CancellationToken.None);
        }

        await using var newest = await first.KillAndStartAsync();
        await using var older = await first.KillAndStartAsync(checkpointsBack: 1);

        Assert.Equal(newest.Store.Content((byte)'p'), older.Store.Content((byte)'p'));
        Assert.Equal(newest.ItemsOf(Ann), older.ItemsOf(Ann));
        Assert.Equal(1, older.Log.Items.Find("i3").Views);
    }

    [Fact]
    public async Task Checkpoints_TruncateOnlyWhatTheOlderOfTwoNeedsNot()
    {
        await using var harness = await EventLogHarness.StartAsync(
            new EventLogOptions { DuplicateWindow = TimeSpan.FromMinutes(1) });
        var begins = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            await harness.AcceptAsync(Ann, harness.Event(EventType.View, "i" + i));
            await harness.Log.CheckpointAsync(CancellationToken.None);
            begins.Add(harness.Journal.BeginAddress);
            harness.Time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal([64, 64], begins[..2]);
        Assert.True(begins[5] > begins[3]);
        Assert.True(harness.Journal.BeginAddress < harness.Store.CheckpointAddresses[^2]);
        Assert.Equal(6, harness.CountOf(Ann, EventType.View));
    }

    [Fact]
    public async Task TimeForACheckpoint_TakesOneOnlyWhenSomethingChanged()
    {
        await using var harness = await EventLogHarness.StartAsync(
            new EventLogOptions { CheckpointEvery = TimeSpan.FromSeconds(30) });
        using var taken = new SemaphoreSlim(0);
        harness.Store.OnCheckpoint = () => taken.Release();

        harness.Time.Advance(TimeSpan.FromMinutes(5));
        await harness.Log.DrainAsync(CancellationToken.None);
        Assert.Equal(0, taken.CurrentCount);
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
        harness.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.True(await taken.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task EnoughEntries_TakeACheckpointBeforeItsTime()
    {
        await using var harness = await EventLogHarness.StartAsync(new EventLogOptions { CheckpointEntries = 3 });
        using var taken = new SemaphoreSlim(0);
        harness.Store.OnCheckpoint = () => taken.Release();

        for (var i = 0; i < 3; i++)
        {
            await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
        }

        Assert.True(await taken.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task FailedCheckpoint_KeepsTheJournalAndGoesOn()
    {
        await using var harness = await EventLogHarness.StartAsync();
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
        harness.Store.IsBroken = true;

        await Assert.ThrowsAsync<IOException>(() => harness.Log.CheckpointAsync(CancellationToken.None));
        harness.Store.IsBroken = false;
        await harness.AcceptAsync(Ann, harness.Event(EventType.View, "b"));
        await harness.Log.CheckpointAsync(CancellationToken.None);

        await using var second = await harness.KillAndStartAsync();
        Assert.Equal(["b", "a"], second.ItemsOf(Ann));
    }

    [Fact]
    public async Task FailedCheckpoint_IsNotTriedAgainWithEveryEntry()
    {
        await using var harness = await EventLogHarness.StartAsync(new EventLogOptions { CheckpointEntries = 3 });
        var tries = 0;
        harness.Store.OnCheckpoint = () => throw new IOException($"Try {++tries}.");

        for (var i = 0; i < 5; i++)
        {
            await harness.AcceptAsync(Ann, harness.Event(EventType.View, "a"));
            await harness.Log.DrainAsync(CancellationToken.None);
        }

        Assert.Equal(2, tries);
        harness.Store.OnCheckpoint = null;
    }

    [Fact]
    public async Task StoreThatFails_StopsCheckpointsSoThatTheNextStartApplies()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        await first.Log.CheckpointAsync(CancellationToken.None);
        first.Store.IsBroken = true;
        await Assert.ThrowsAsync<IOException>(async () => await first.AcceptAsync(Ann, first.Event(EventType.View, "b")));
        first.Store.IsBroken = false;
        await first.AcceptAsync(Ann, first.Event(EventType.View, "c"));

        await first.Log.CheckpointAsync(CancellationToken.None);
        await using var second = await first.KillAndStartAsync();

        Assert.Single(first.Store.CheckpointAddresses);
        Assert.Equal(["c", "b", "a"], second.ItemsOf(Ann));
    }

    [Fact]
    public async Task UnreadableEntry_IsSkipped()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        first.Journal.TryAppend([0x93, 0x63, 0x01, 0x01], out _);
        first.Journal.TryAppend("not an entry"u8, out _);
        await first.AcceptAsync(Ann, first.Event(EventType.View, "b"));

        await using var second = await first.KillAndStartAsync();

        Assert.Equal(["b", "a"], second.ItemsOf(Ann));
    }

    [Fact]
    public async Task LostItemCounters_AreCountedAgainFromTheJournal()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        await first.Log.CheckpointAsync(CancellationToken.None);
        var damaged = first.Store.Reopen();
        damaged.Scan((key, _) =>
        {
            if (key[0] == (byte)'e')
            {
                damaged.Delete(key);
            }
        });
        await damaged.CheckpointAsync(first.Log.AppliedAddress, CancellationToken.None);

        var profiles = new Visitors.Profiles.ProfileStore(damaged, EventLogHarness.Key);
        await using var log = await EventLog.StartAsync(
            first.Journal.Reopen(), damaged, profiles, first.Options, first.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EventLog>.Instance, null);

        Assert.Equal(1, log.Items.Find("a").Views);
    }

    [Fact]
    public async Task JournalBehindTheStore_IsRefused()
    {
        await using var first = await EventLogHarness.StartAsync();
        await first.AcceptAsync(Ann, first.Event(EventType.View, "a"));
        await first.Log.CheckpointAsync(CancellationToken.None);
        var store = first.Store.Reopen();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => EventLog.StartAsync(
            new MemoryJournal(), store, new Visitors.Profiles.ProfileStore(store, EventLogHarness.Key), first.Options, first.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EventLog>.Instance, null));

        Assert.StartsWith("The journal ends at '64' and the store has applied", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomKills_EndWhereARunWithoutKillsEnds(int seed)
    {
        var script = Script(seed);
        await using var straight = await EventLogHarness.StartAsync(SmallWindow);
        foreach (var step in script)
        {
            await RunAsync(straight, step);
        }

        var random = new Random(seed);
        var killed = await EventLogHarness.StartAsync(SmallWindow);
        foreach (var step in script)
        {
            await RunAsync(killed, step);
            if (random.Next(12) == 0)
            {
                await killed.Log.CheckpointAsync(CancellationToken.None);
            }

            if (random.Next(10) == 0)
            {
                var next = await killed.KillAndStartAsync(random.Next(2));
                killed = next;
            }
        }

        Assert.Equal(straight.Store.Content((byte)'p'), killed.Store.Content((byte)'p'));
        Assert.Equal(ItemState(straight.Log.Items, straight.Now), ItemState(killed.Log.Items, straight.Now));
        Assert.Equal(straight.Log.AppliedAddress, killed.Log.AppliedAddress);
        await killed.DisposeAsync();
    }

    private static EventLogOptions SmallWindow => new()
    {
        DuplicateWindow = TimeSpan.FromMinutes(3),
        MaxDuplicateIds = 40,
        Items = new ItemCounterOptions { MaxItems = 15, HalfLife = TimeSpan.FromMinutes(7) },
    };

    // Steps of a visitor, what it does and how far the clock moves; ids repeat, visitors are erased now and then.
    private static List<Step> Script(int seed)
    {
        var random = new Random(seed * 1000);
        return [.. Enumerable.Range(0, 400).Select(_ => new Step(
            new VisitorId(5, (ulong)random.Next(1, 12)),
            random.Next(20),
            Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
                ((EventType)random.Next(1, 9), "item" + random.Next(25), (UInt128)random.Next(0, 120))).ToArray(),
            random.Next(20)))];
    }

    private static async Task RunAsync(EventLogHarness harness, Step step)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        harness.Time.JumpTo(start.AddSeconds(harness.Journal.TailAddress / 10 + step.Seconds));
        switch (step.Kind)
        {
            case 0:
                await harness.Log.EraseAsync(step.Visitor, CancellationToken.None);
                break;
            case < 4:
                harness.Log.TryCapture(step.Visitor, new PageCapture { Item = step.Events[0].Item, Path = "/p" });
                await harness.Log.DrainAsync(CancellationToken.None);
                break;
            default:
                await harness.AcceptAsync(step.Visitor, [.. step.Events.Select(e => harness.Event(e.Type, e.Item, e.Id))]);
                break;
        }
    }

    private sealed record Step(VisitorId Visitor, int Kind, (EventType Type, string Item, UInt128 Id)[] Events, int Seconds);

    // Every item with its counts and its score to the last bit.
    private static string ItemState(ItemCounters items, long now)
    {
        items.Add(EventType.Impression, "item0"u8, now);
        items.Refresh(now);
        return items.Landmark + "\n" + string.Join('\n', items.Trending.Items.ToArray().Select(ranked =>
            $"{ranked.Item} {BitConverter.DoubleToInt64Bits(ranked.Score):x} {items.Find(ranked.Item)}"));
    }
}
