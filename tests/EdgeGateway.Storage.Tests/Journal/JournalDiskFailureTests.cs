using EdgeGateway.Storage.Disk;
using EdgeGateway.Storage.Tests.Disk;
using EdgeGateway.TestKit;

namespace EdgeGateway.Storage.Tests.Journal;

public sealed class JournalDiskFailureTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private FailingFiles? _files;

    [Fact]
    public async Task FullDisk_FailsWaitersAfterTheLimitAndRecoversByItself()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open(time: _time, files: CreateFiles);
        await JournalFixture.AppendAsync(journal, 0, 5);
        _files!.RefusesWrites = true;
        Assert.True(journal.TryAppend(JournalFixture.Entry(5), out var address));
        var waiter = journal.WaitForCommitAsync(address, CancellationToken.None).AsTask();
        Assert.True(SpinWait.SpinUntil(() => _files.RefusedWrites > 1, TimeSpan.FromSeconds(10)));
        Assert.False(waiter.IsCompleted);

        _time.Advance(fixture.Options.CommitTimeLimit);

        var exception = await Assert.ThrowsAsync<IOException>(() => waiter);
        Assert.Contains(fixture.Directory, exception.Message, StringComparison.Ordinal);
        Assert.False(journal.TryAppend(JournalFixture.Entry(6), out _));
        await Assert.ThrowsAsync<IOException>(async () => await journal.WaitForCommitAsync(address, CancellationToken.None));

        _files.RefusesWrites = false;
        Assert.True(SpinWait.SpinUntil(() => journal.CommittedAddress >= address, TimeSpan.FromSeconds(10)));
        Assert.True(SpinWait.SpinUntil(() => journal.TryAppend(JournalFixture.Entry(6), out address), TimeSpan.FromSeconds(10)));
        await journal.WaitForCommitAsync(address, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 7), JournalFixture.Numbers(journal));
    }

    [Fact]
    public async Task ClosingWhileTheDiskIsFull_ComesToAnEnd()
    {
        using var fixture = new JournalFixture();
        var journal = fixture.Open(time: _time, files: CreateFiles);
        await JournalFixture.AppendAsync(journal, 0, 5);
        _files!.RefusesWrites = true;
        Assert.True(journal.TryAppend(JournalFixture.Entry(5), out var address));
        var waiter = journal.WaitForCommitAsync(address, CancellationToken.None).AsTask();
        Assert.True(SpinWait.SpinUntil(() => _files.RefusedWrites > 0, TimeSpan.FromSeconds(10)));
        _time.Advance(fixture.Options.CommitTimeLimit);
        await Assert.ThrowsAsync<IOException>(() => waiter);

        await journal.DisposeAsync();

        await using var reopened = fixture.Open();
        Assert.Empty(reopened.Problems);
        Assert.Equal(Enumerable.Range(0, 5), JournalFixture.Numbers(reopened));
    }

    [Fact]
    public async Task FailedFlush_EndsTheJournalAndNothingIsCalledDurable()
    {
        using var fixture = new JournalFixture();
        var journal = fixture.Open(files: CreateFiles);
        var durable = await JournalFixture.AppendAsync(journal, 0, 5);
        _files!.RefusesFlush = true;
        Assert.True(journal.TryAppend(JournalFixture.Entry(5), out var address));

        await Assert.ThrowsAsync<IOException>(async () => await journal.WaitForCommitAsync(address, CancellationToken.None));

        Assert.Equal(durable, journal.CommittedAddress);
        Assert.False(journal.TryAppend(JournalFixture.Entry(6), out _));
        await Assert.ThrowsAsync<IOException>(async () => await journal.WaitForCommitAsync(address, CancellationToken.None));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task CancelledWaiter_DoesNotDisturbTheOthers()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open(time: _time, files: CreateFiles);
        _files!.RefusesWrites = true;
        Assert.True(journal.TryAppend(JournalFixture.Entry(0), out var address));
        using var cancel = new CancellationTokenSource();
        var leaving = journal.WaitForCommitAsync(address, cancel.Token).AsTask();
        var staying = journal.WaitForCommitAsync(address, CancellationToken.None).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        _files.RefusesWrites = false;

        await staying;
    }

    [Fact]
    public async Task WaitersOfOneCommit_ShareOneTask()
    {
        using var fixture = new JournalFixture();
        await using var journal = fixture.Open(time: _time, files: CreateFiles);
        _files!.RefusesWrites = true;
        Assert.True(journal.TryAppend(JournalFixture.Entry(0), out var address));
        var first = journal.WaitForCommitAsync(address, CancellationToken.None).AsTask();
        Assert.True(SpinWait.SpinUntil(() => _files.RefusedWrites > 0, TimeSpan.FromSeconds(10)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            Assert.Same(first, journal.WaitForCommitAsync(address, CancellationToken.None).AsTask());
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        _files.RefusesWrites = false;
        await first;
    }

    [Fact]
    public async Task ClosedJournal_RefusesEntriesAndWaiters()
    {
        using var fixture = new JournalFixture();
        var journal = fixture.Open();
        await JournalFixture.AppendAsync(journal, 0, 5);
        await journal.DisposeAsync();

        Assert.False(journal.TryAppend(JournalFixture.Entry(5), out _));
        await journal.DisposeAsync();
    }

    public void Dispose() => _files?.Dispose();

    private SegmentFiles CreateFiles(string path, long segmentBytes) => _files = new FailingFiles(path, segmentBytes);
}
