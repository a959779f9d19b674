using System.Buffers.Binary;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Tests.Storage;

public sealed class RecordTableTests
{
    [Fact]
    public void EveryKey_IsFoundWhileTheTableGrows()
    {
        var table = new RecordTable();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Same(table.GetOrAdd(Key(i)), table.GetOrAdd(Key(i)));
            Assert.NotNull(table.Find(Key(i / 2)));
        }

        Assert.Null(table.Find(Key(20_000)));
        Assert.Equal(20_000, table.Walk().Distinct().Count());
    }

    [Fact]
    public void RemovedRecord_IsGoneAndItsNeighboursAreNot()
    {
        var table = new RecordTable();
        var records = Enumerable.Range(0, 5000).Select(i => table.GetOrAdd(Key(i))).ToArray();

        for (var i = 0; i < 5000; i += 2)
        {
            lock (records[i].Gate)
            {
                table.RemoveIfEmpty(records[i]);
            }
        }

        Assert.All(Enumerable.Range(0, 5000), i => Assert.Equal(i % 2 == 1, table.Find(Key(i)) is not null));
        Assert.NotSame(records[0], table.GetOrAdd(Key(0)));
        Assert.True(records[0].Dead);
    }

    [Fact]
    public async Task ReadersNeverMissARecord_WhileOthersComeAndGo()
    {
        var table = new RecordTable();
        for (var i = 0; i < 1000; i++)
        {
            table.GetOrAdd(Key(i));
        }

        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            while (!done.IsCancellationRequested)
            {
                var key = random.Next(1000);
                Assert.True(table.Find(Key(key)) is not null, $"Key {key} was missed.");
            }
        })).ToArray();
        for (var round = 0; round < 40; round++)
        {
            var others = Enumerable.Range(1000, 5000).Select(i => table.GetOrAdd(Key(i + (round * 5000)))).ToArray();
            foreach (var record in others.Where((_, index) => index % 3 != 0))
            {
                lock (record.Gate)
                {
                    table.RemoveIfEmpty(record);
                }
            }
        }

        await done.CancelAsync();
        await CacheFixture.Patience(Task.WhenAll(readers));
    }

    private static byte[] Key(int number)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(key, number);
        return key;
    }
}
