using System.Text;
using EdgeGateway.TestKit;

namespace EdgeGateway.Storage.Tests.Journal;

public sealed class FasterJournalTests
{
    [Fact]
    public async Task CommittedEntries_ReplayInOrderWithTheirAddresses()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();
        var addresses = new List<long>();
        for (var i = 0; i < 100; i++)
        {
            Assert.True(journal.TryAppend(JournalFixture.Entry(i), out var address));
            addresses.Add(address);
        }

        await journal.WaitForCommitAsync(addresses[^1], CancellationToken.None);
        var seen = new List<long>();
        var last = journal.Replay(0, (entry, address) =>
        {
            Assert.True(entry.SequenceEqual(JournalFixture.Entry(seen.Count)));
            seen.Add(address);
        });

        Assert.Equal(addresses, seen);
        Assert.Equal(addresses[^1], last);
        Assert.Equal(journal.TailAddress, last);
    }

    [Fact]
    public async Task ReplayFromAnAddress_StartsWithTheEntryAfterIt()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();
        var middle = await JournalFixture.AppendAsync(journal, 0, 10);
        await JournalFixture.AppendAsync(journal, 10, 10);

        Assert.Equal(Enumerable.Range(10, 10), JournalFixture.Numbers(journal, middle));
        Assert.Equal(
            journal.TailAddress, journal.Replay(journal.TailAddress, (_, _) => Assert.Fail("Nothing lies behind the tail.")));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(4000)]
    [InlineData(16000)]
    public async Task EntriesOverManyPagesAndFiles_AreThereAfterReopening(int size)
    {
        using var fixture = new JournalFixture();
        var count = 1_000_000 / size;
        long tail;
        await using (var journal = fixture.Open())
        {
            await JournalFixture.AppendAsync(journal, 0, count, size);
            tail = journal.TailAddress;
        }

        await using var reopened = fixture.Open();

        Assert.Empty(reopened.Problems);
        Assert.Equal(tail, reopened.TailAddress);
        Assert.Equal(Enumerable.Range(0, count), JournalFixture.Numbers(reopened, size: size));
    }

    [Fact]
    public async Task AppendingAfterReopening_ContinuesAddressesAndEntries()
    {
        using var fixture = new JournalFixture();
        for (var round = 0; round < 5; round++)
        {
            await using var journal = fixture.Open();
            Assert.Empty(journal.Problems);
            await JournalFixture.AppendAsync(journal, round * 50, 50);
        }

        await using var last = fixture.Open();
        Assert.Equal(Enumerable.Range(0, 250), JournalFixture.Numbers(last));
    }

    [Fact]
    public async Task EmptyEntry_IsKept()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();

        Assert.True(journal.TryAppend([], out var address));
        await journal.WaitForCommitAsync(address, CancellationToken.None);

        var lengths = new List<int>();
        journal.Replay(0, (entry, _) => lengths.Add(entry.Length));
        Assert.Equal([0], lengths);
    }

    [Fact]
    public async Task EntryAboveTheLimit_IsRefusedWithASentence()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();

        var exception = Assert.Throws<ArgumentException>(() => journal.TryAppend(new byte[16385], out _));

        Assert.Contains("'16385'", exception.Message, StringComparison.Ordinal);
        Assert.True(journal.TryAppend(new byte[16384], out _));
    }

    [Fact]
    public async Task ManyConcurrentWritersAndWaiters_AllGetTheirOwnEntryDurable()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();
        const int Writers = 2000;

        var addresses = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(async () =>
        {
            long address;
            while (!journal.TryAppend(JournalFixture.Entry(i), out address))
            {
                await journal.WaitForCommitAsync(journal.CommittedAddress, CancellationToken.None);
                await Task.Yield();
            }

            await journal.WaitForCommitAsync(address, CancellationToken.None);
            Assert.True(journal.CommittedAddress >= address);
            return address;
        })));

        Assert.Equal(Writers, addresses.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, Writers), JournalFixture.Numbers(journal).Order());
    }

    [Fact]
    public async Task EntryNobodyWaitsFor_IsCommittedAfterTheDelay()
    {
        using var fixture = new JournalFixture();
        var time = new ManualTimeProvider();
        await using var journal = fixture.Open(time: time);
        Assert.True(journal.TryAppend(JournalFixture.Entry(1), out var address));
        Assert.True(journal.CommittedAddress < address);

        time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.True(SpinWait.SpinUntil(() => journal.CommittedAddress >= address, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task TooManyUncommittedBytes_RefuseEntriesUntilTheCommit()
    {
        using var fixture = new JournalFixture();
        var time = new ManualTimeProvider();
        await using var journal = fixture.Open(time: time);
        var accepted = 0;
        while (journal.TryAppend(new byte[1000], out _))
        {
            accepted++;
        }

        Assert.InRange(accepted, 200, 262);
        var tail = journal.TailAddress;
        await journal.WaitForCommitAsync(tail, CancellationToken.None);

        Assert.Equal(tail, journal.TailAddress);
        Assert.True(journal.TryAppend(new byte[1000], out _));
    }

    [Fact]
    public async Task WaitingForAnAddressBehindTheTail_Throws()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await journal.WaitForCommitAsync(journal.TailAddress + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Truncation_FreesWholeFilesAndKeepsTheRest()
    {
        using var fixture = new JournalFixture();
        long middle;
        await using (var journal = fixture.Open())
        {
            middle = await JournalFixture.AppendAsync(journal, 0, 6000);
            await JournalFixture.AppendAsync(journal, 6000, 100);
            Assert.True(File.Exists(fixture.Segment(0)));

            journal.TruncateUntil(middle);
            journal.TruncateUntil(middle - 1000);

            Assert.Equal(middle, journal.BeginAddress);
            Assert.True(SpinWait.SpinUntil(() => !File.Exists(fixture.Segment(0)), TimeSpan.FromSeconds(10)));
            Assert.Equal(Enumerable.Range(6000, 100), JournalFixture.Numbers(journal));
        }

        await using var reopened = fixture.Open();
        Assert.Empty(reopened.Problems);
        Assert.Equal(middle, reopened.BeginAddress);
        Assert.Equal(Enumerable.Range(6000, 100), JournalFixture.Numbers(reopened));
    }

    [Fact]
    public async Task TruncationOfEverything_KeepsAddressesGrowing()
    {
        using var fixture = new JournalFixture();
        long tail;
        await using (var journal = fixture.Open())
        {
            tail = await JournalFixture.AppendAsync(journal, 0, 6000);
            journal.TruncateUntil(tail);
        }

        await using var reopened = fixture.Open();

        Assert.Empty(reopened.Problems);
        Assert.True(await JournalFixture.AppendAsync(reopened, 7, 1) > tail);
        Assert.Equal([7], JournalFixture.Numbers(reopened));
    }

    [Fact]
    public async Task MinimumAddress_KeepsNewEntriesBehindIt()
    {
        using var fixture = new JournalFixture();
        await using (var journal = fixture.Open(fixture.Options with { MinimumAddress = 1_000_000 }))
        {
            Assert.True(await JournalFixture.AppendAsync(journal, 0, 10) > 1_000_000);
        }

        await using var reopened = fixture.Open();

        Assert.Empty(reopened.Problems);
        Assert.Equal(Enumerable.Range(0, 10), JournalFixture.Numbers(reopened));
    }

    [Fact]
    public async Task ASecondOpening_IsRefusedWithASentence()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open();

        var exception = Assert.Throws<IOException>(() => fixture.Open());

        Assert.Contains(fixture.Directory, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRange_AreAllNamed()
    {
        using var fixture = new JournalFixture();
        var options = fixture.Options with { PageBytes = 1, MemoryBytes = 2, MaxEntryBytes = 0 };

        var exception = Assert.Throws<ArgumentException>(() => fixture.Open(options));

        Assert.Contains("PageBytes '1'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MemoryBytes '2'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxEntryBytes '0'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedSizes_DoNotDisturbAnOldJournal()
    {
        using var fixture = new JournalFixture();
        await using (var journal = fixture.Open())
        {
            await JournalFixture.AppendAsync(journal, 0, 5000);
        }

        await using var reopened = fixture.Open(fixture.Options with { PageBytes = 128 << 10, SegmentBytes = 1 << 20 });
        await JournalFixture.AppendAsync(reopened, 5000, 10);

        Assert.Empty(reopened.Problems);
        Assert.Equal(Enumerable.Range(0, 5010), JournalFixture.Numbers(reopened));
    }

    [Fact]
    public async Task ForeignFiles_AreLeftAlone()
    {
        using var fixture = new JournalFixture();
        string[] names = ["entries.1.bak", "entries.x", "entries.", "entries.-1", "notes.txt"];
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(Path.Combine(fixture.Directory, name), "not ours");
        }

        await using (var journal = fixture.Open())
        {
            Assert.Empty(journal.Problems);
            await JournalFixture.AppendAsync(journal, 0, 10);
        }

        Assert.All(names,
            name => Assert.Equal("not ours", File.ReadAllText(Path.Combine(fixture.Directory, name), Encoding.ASCII)));
    }
}
