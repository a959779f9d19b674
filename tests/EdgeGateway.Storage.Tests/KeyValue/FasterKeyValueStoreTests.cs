using EdgeGateway.Storage.KeyValue;

namespace EdgeGateway.Storage.Tests.KeyValue;

public sealed class FasterKeyValueStoreTests
{
    [Fact]
    public async Task WrittenValue_IsRead()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();

        StoreFixture.Write(store, 0, 100);

        Assert.Equal(0, StoreFixture.VersionOf(store, 42));
        Assert.Equal(-1, StoreFixture.VersionOf(store, 100));
        Assert.Equal(new StoreRecovery(0, 0, []), store.Recovery with { Problems = [] });
        Assert.Empty(store.Recovery.Problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(4096)]
    public async Task ValueOfAnySize_IsReplacedByOneOfAnySize(int size)
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        var buffer = new byte[4096];
        int[] sizes = [size, 4096, 0, 60, 61, size];
        for (var i = 0; i < sizes.Length; i++)
        {
            var value = Enumerable.Repeat((byte)(i + 1), sizes[i]).ToArray();
            store.Upsert("k"u8, value);

            Assert.True(store.TryRead("k"u8, buffer, out var length));
            Assert.Equal(value, buffer[..length]);
        }
    }

    [Fact]
    public async Task DeletedKey_IsAbsentUntilWrittenAgain()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        StoreFixture.Write(store, 0, 10);

        store.Delete(StoreFixture.Key(3));
        store.Delete(StoreFixture.Key(77));
        Assert.Equal(-1, StoreFixture.VersionOf(store, 3));
        Assert.Equal(0, StoreFixture.VersionOf(store, 4));

        StoreFixture.Write(store, 3, 1, version: 5);
        Assert.Equal(5, StoreFixture.VersionOf(store, 3));
    }

    [Fact]
    public async Task MoreThanFitsInMemory_IsReadFromDisk()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();

        StoreFixture.Write(store, 0, 20_000);

        Assert.True(store.LogBytes > 4 << 20);
        Assert.Equal(new Dictionary<int, int> { [0] = 20_000 }, StoreFixture.Versions(store, 20_000));
        Assert.Equal(0, store.DamagedBlocks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task KeyOutOfRange_IsRefused(int length)
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();

        Assert.Throws<ArgumentException>(() => store.Upsert(new byte[length], [1]));
        Assert.Throws<ArgumentException>(() => store.TryRead(new byte[length], new byte[4096], out _));
        store.Upsert(new byte[64], [1]);
    }

    [Fact]
    public async Task ValueAboveTheLimit_IsRefused()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();

        Assert.Throws<ArgumentException>(() => store.Upsert("k"u8, new byte[4097]));
    }

    [Fact]
    public async Task Scan_VisitsEachLiveRecordOnceInItsNewestVersion()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        StoreFixture.Write(store, 0, 12_000);
        StoreFixture.Write(store, 0, 3_000, version: 1);
        for (var i = 0; i < 500; i++)
        {
            store.Delete(StoreFixture.Key(i));
        }

        await store.CheckpointAsync(1, CancellationToken.None);
        StoreFixture.Write(store, 600, 1, version: 2);
        var seen = new Dictionary<string, int>();
        store.Scan((key, value) => seen.Add(System.Text.Encoding.ASCII.GetString(key), value[4]));

        Assert.Equal(11_500, seen.Count);
        Assert.Equal(2_499, seen.Values.Count(version => version == 1));
        Assert.Equal(2, seen["key-600"]);
    }

    [Fact]
    public async Task InMemoryRead_AllocatesNothing()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        StoreFixture.Write(store, 0, 100);
        var key = StoreFixture.Key(7);
        var absent = StoreFixture.Key(700);
        var buffer = new byte[4096];
        for (var i = 0; i < 100; i++)
        {
            store.TryRead(key, buffer, out _);
            store.TryRead(absent, buffer, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            store.TryRead(key, buffer, out _);
            store.TryRead(absent, buffer, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task OneWriterAndManyReaders_NeverSeeATornOrOlderValue()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();
        const int Keys = 50;
        StoreFixture.Write(store, 0, Keys);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Factory.StartNew(
            () =>
            {
                var newest = new int[Keys];
                var reads = 0;
                for (var i = reader; !done.IsCancellationRequested || reads < Keys; i++, reads++)
                {
                    var version = StoreFixture.VersionOf(store, i % Keys);
                    Assert.True(version >= newest[i % Keys]);
                    newest[i % Keys] = version;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();

        for (var version = 1; version <= 2000; version++)
        {
            StoreFixture.Write(store, 0, Keys, version);
            if (version % 500 == 0)
            {
                await store.CheckpointAsync(version, CancellationToken.None);
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(new Dictionary<int, int> { [2000] = Keys }, StoreFixture.Versions(store, Keys));
        Assert.Equal(0, store.DamagedReads);
    }

    [Fact]
    public async Task ConcurrentWriters_LoseNothing()
    {
        using var fixture = new StoreFixture();
        await using var store = fixture.Open();

        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(writer => Task.Run(() => StoreFixture.Write(store, writer * 2000, 2000))));

        Assert.Equal(new Dictionary<int, int> { [0] = 8000 }, StoreFixture.Versions(store, 8000));
    }

    [Fact]
    public void OptionsOutOfRange_AreAllNamed()
    {
        using var fixture = new StoreFixture();

        var exception = Assert.Throws<ArgumentException>(
            () => fixture.Open(fixture.Options with { PageBytes = 1, KeptCheckpoints = 1, MaxValueBytes = 0 }));

        Assert.Contains("PageBytes '1'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("KeptCheckpoints '1'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxValueBytes '0'", exception.Message, StringComparison.Ordinal);
    }
}
