using EdgeGateway.Storage.Journal;

namespace EdgeGateway.Events.Tests.Fakes;

/// <summary>
/// A journal in memory whose commits a test can hold back. What was committed outlives the object: <see cref="Reopen"/>
/// gives the journal that a start after kill -9 would find.
/// </summary>
internal sealed class MemoryJournal : IJournal
{
    private const int FrameBytes = 16;

    private readonly Lock _lock = new();
    private readonly List<(byte[] Entry, long Address)> _entries = [];
    private readonly List<(long Address, TaskCompletionSource Done)> _waiters = [];
    private bool _holdsCommits;

    public long BeginAddress { get; private set; } = 64;

    public long CommittedAddress { get; private set; } = 64;

    public long TailAddress { get; private set; } = 64;

    public IReadOnlyList<string> Problems => [];

    /// <summary>Refuses entries, as a full disk does.</summary>
    public bool IsFull { get; set; }

    /// <summary>Fails whoever waits for a commit.</summary>
    public bool RefusesCommits { get; set; }

    public IReadOnlyList<byte[]> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Select(entry => entry.Entry)];
            }
        }
    }

    public bool TryAppend(ReadOnlySpan<byte> entry, out long address)
    {
        lock (_lock)
        {
            address = 0;
            if (IsFull)
            {
                return false;
            }

            address = TailAddress += FrameBytes + entry.Length;
            _entries.Add((entry.ToArray(), address));
            if (!_holdsCommits)
            {
                CommittedAddress = address;
            }

            return true;
        }
    }

    public ValueTask WaitForCommitAsync(long address, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (RefusesCommits)
            {
                return ValueTask.FromException(new IOException("The disk refuses."));
            }

            if (address <= CommittedAddress)
            {
                return ValueTask.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((address, waiter));
            return new ValueTask(waiter.Task.WaitAsync(cancellationToken));
        }
    }

    public void HoldCommits()
    {
        lock (_lock)
        {
            _holdsCommits = true;
        }
    }

    public void ReleaseCommits()
    {
        lock (_lock)
        {
            _holdsCommits = false;
            CommittedAddress = TailAddress;
            _waiters.ForEach(waiter => waiter.Done.TrySetResult());
            _waiters.Clear();
        }
    }

    public long Replay(long from, JournalEntryVisitor visit)
    {
        var end = from;
        foreach (var (entry, address) in _entries.Where(entry => entry.Address > from && entry.Address <= CommittedAddress)
            .ToArray())
        {
            visit(entry, address);
            end = address;
        }

        return end;
    }

    public void TruncateUntil(long address)
    {
        lock (_lock)
        {
            BeginAddress = Math.Max(BeginAddress, address);
            _entries.RemoveAll(entry => entry.Address <= BeginAddress);
        }
    }

    /// <summary>The same journal after a crash: uncommitted entries are gone.</summary>
    public MemoryJournal Reopen()
    {
        lock (_lock)
        {
            var journal = new MemoryJournal
            {
                BeginAddress = BeginAddress,
                CommittedAddress = CommittedAddress,
                TailAddress = CommittedAddress,
            };
            journal._entries.AddRange(_entries.Where(entry => entry.Address <= CommittedAddress));
            return journal;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
