using EdgeGateway.Storage.KeyValue;

namespace EdgeGateway.Storage.Tests.KeyValue;

public sealed class CheckpointTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public async Task ReopenedStore_HoldsExactlyTheCheckpoint(int count)
    {
        using var fixture = new StoreFixture();
        await using (var store = fixture.Open())
        {
            StoreFixture.Write(store, 0, count);
            store.Delete(StoreFixture.Key(5));
            await store.CheckpointAsync(777, CancellationToken.None);
            StoreFixture.Write(store, 0, count, version: 1);
        }

        await using var reopened = fixture.Open();

        Assert.Empty(reopened.Recovery.Problems);
        Assert.Equal(777, reopened.Recovery.AppliedAddress);
        Assert.Equal(count - 1, reopened.Recovery.Records);
        Assert.Equal(new Dictionary<int, int> { [0] = count - 1, [-1] = 1 }, StoreFixture.Versions(reopened, count));
    }

    [Fact]
    public async Task ManyRounds_EachStartsWhereTheLastCheckpointWas()
    {
        using var fixture = new StoreFixture();
        for (var round = 1; round <= 6; round++)
        {
            await using var store = fixture.Open();
            Assert.Empty(store.Recovery.Problems);
            Assert.Equal((round - 1) * 20, store.Recovery.AppliedAddress);
            for (var half = -1; half <= 0; half++)
            {
                StoreFixture.Write(store, 0, 500, (round * 2) + half);
                await store.CheckpointAsync((round * 20) + (half * 10), CancellationToken.None);
            }

            StoreFixture.Write(store, 0, 500, version: -99);
            Assert.InRange(fixture.Manifests().Count, 2, 2);
        }

        await using var last = fixture.Open();
        Assert.Equal(new Dictionary<int, int> { [12] = 500 }, StoreFixture.Versions(last, 500));
    }

    [Fact]
    public async Task TwoCheckpoints_AreKeptAndTheOlderOnesAddressIsKnown()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        Assert.Equal(0, store.OldestCheckpointAddress);
        for (var i = 1; i <= 5; i++)
        {
            StoreFixture.Write(store, 0, 10, i);
            await store.CheckpointAsync(i * 100, CancellationToken.None);
            Assert.Equal(Math.Max(i - 1, 1) * 100, store.OldestCheckpointAddress);
            Assert.Equal(Math.Min(i, 2), fixture.Manifests().Count);
        }
    }

    [Fact]
    public async Task OldLog_IsDeletedWhenNoCheckpointNeedsIt()
    {
        using var fixture = new StoreFixture();
        await using (var store = fixture.Open())
        {
            StoreFixture.Write(store, 0, 100);
            await store.CheckpointAsync(1, CancellationToken.None);
        }

        await using var reopened = fixture.Open();
        Assert.Equal(2, Directory.GetDirectories(fixture.Directory).Length);
        await reopened.CheckpointAsync(2, CancellationToken.None);
        Assert.Equal(2, Directory.GetDirectories(fixture.Directory).Length);
        await reopened.CheckpointAsync(3, CancellationToken.None);

        Assert.Single(Directory.GetDirectories(fixture.Directory));
    }

    [Fact]
    public async Task StartsWithoutACheckpoint_LeaveNoLogsBehind()
    {
        using var fixture = new StoreFixture();
        for (var i = 0; i < 4; i++)
        {
            await using var store = fixture.Open();
            Assert.Empty(store.Recovery.Problems);
            StoreFixture.Write(store, 0, 10);
        }

        Assert.Single(Directory.GetDirectories(fixture.Directory));
    }

    [Fact]
    public async Task EmptyStore_CanBeCheckpointed()
    {
        using var fixture = new StoreFixture();
        await using (var store = fixture.Open())
        {
            await store.CheckpointAsync(5, CancellationToken.None);
            await store.CheckpointAsync(6, CancellationToken.None);
        }

        await using var reopened = fixture.Open();
        Assert.Equal(6, reopened.Recovery.AppliedAddress);
        Assert.Equal(0, reopened.Recovery.Records);
        Assert.Empty(reopened.Recovery.Problems);
    }

    [Fact]
    public async Task EveryCheckpoint_EndsAtTheBorderOfABlock()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        for (var i = 0; i < 200; i++)
        {
            store.Upsert(StoreFixture.Key(i), new byte[i * 17 % 3000]);
            await store.CheckpointAsync(i, CancellationToken.None);
            Assert.Equal(0, (store.LogBytes + 64) % 4096);
        }
    }

    [Fact]
    public async Task LogOverItsLimit_IsCleanedWithoutLosingAnything()
    {
        using var fixture = new StoreFixture();
        var options = fixture.Options with { CleanAboveBytes = 1 << 20 };
        await using (var store = fixture.Open(options))
        {
            StoreFixture.Write(store, 0, 3000);
            for (var i = 0; i < 300; i++)
            {
                store.Delete(StoreFixture.Key(i));
            }

            for (var version = 1; version <= 60; version++)
            {
                StoreFixture.Write(store, 1000, 1000, version);
                await store.CheckpointAsync(version, CancellationToken.None);
            }

            Assert.InRange(store.LogBytes, 0, 4 << 20);
            Assert.InRange(fixture.LogFiles().Count, 1, 24);
            AssertVersions(store);
        }

        await using var reopened = fixture.Open(options);
        Assert.Empty(reopened.Recovery.Problems);
        Assert.Equal(2700, reopened.Recovery.Records);
        AssertVersions(reopened);

        static void AssertVersions(FasterKeyValueStore store) => Assert.Equal(
            new Dictionary<int, int> { [-1] = 300, [0] = 1700, [60] = 1000 }, StoreFixture.Versions(store, 3000));
    }

    [Fact]
    public async Task ASecondOpening_IsRefused()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();

        Assert.Throws<IOException>(() => fixture.Open());
    }
}
