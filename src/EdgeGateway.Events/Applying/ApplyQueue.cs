using EdgeGateway.Storage.Journal;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Appends to the journal and queues for the apply loop under one lock, so that both see the same order. Many producers,
/// one consumer: two pages take turns, so that entries are copied once and nothing is allocated once they have grown.
/// </summary>
internal sealed class ApplyQueue
{
    private readonly Lock _lock = new();
    private readonly IJournal _journal;
    private readonly Action _wake;
    private QueuePage _filling;
    private QueuePage _spare;
    private bool _closed;

    /// <param name="journal">The journal.</param>
    /// <param name="options">The bounds of each page.</param>
    /// <param name="wake">Called when an entry came into an empty queue.</param>
    public ApplyQueue(IJournal journal, EventLogOptions options, Action wake)
    {
        _journal = journal;
        _wake = wake;
        _filling = new QueuePage(options.MaxQueuedEntries, options.MaxQueuedBytes);
        _spare = new QueuePage(options.MaxQueuedEntries, options.MaxQueuedBytes);
    }

    /// <summary>Entries that wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _filling.Count;
            }
        }
    }

    public ShedReason TryAppend(ReadOnlySpan<byte> entry, TaskCompletionSource<EventReceipt>? waiter, out long address)
    {
        bool wasEmpty;
        lock (_lock)
        {
            address = 0;
            if (_closed)
            {
                return ShedReason.Stopping;
            }

            if (!_filling.HasRoom(entry.Length))
            {
                return ShedReason.Queue;
            }

            if (!_journal.TryAppend(entry, out address))
            {
                return ShedReason.Journal;
            }

            wasEmpty = _filling.Count == 0;
            _filling.Add(entry, address, waiter);
        }

        if (wasEmpty)
        {
            _wake();
        }

        return ShedReason.None;
    }

    /// <summary>Queues nothing but a waiter, which completes when all before it is applied.</summary>
    public void AddMarker(TaskCompletionSource<EventReceipt> waiter)
    {
        lock (_lock)
        {
            _filling.Add([], 0, waiter);
        }

        _wake();
    }

    /// <summary>Takes what waits; the page is the consumer's until the next call.</summary>
    public bool TryTake(out QueuePage page)
    {
        lock (_lock)
        {
            page = _filling;
            if (page.Count == 0)
            {
                return false;
            }

            _spare.Clear();
            _filling = _spare;
            _spare = page;
            return true;
        }
    }

    /// <summary>True once nothing is taken any more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    /// <summary>From here on nothing is taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _wake();
    }
}
