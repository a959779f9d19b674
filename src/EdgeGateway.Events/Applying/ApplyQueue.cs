using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.Journal;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Appends to the journal and queues for the apply loop under one lock, so that both see the same order. Many producers,
/// one consumer: two pages take turns, so that entries are copied once and nothing is allocated once they have grown.
/// </summary>
internal sealed class ApplyQueue
{
    private const int Stripes = 4096;
    private const int ManyEntries = 256;

    private readonly Lock _lock = new();
    private readonly IJournal _journal;
    private readonly Action _wake;
    private readonly Action _wakeSoon;

    // Address of the last entry of each visitor's stripe: what a reader of their profile may have to wait for.
    private readonly long[] _lastOfStripe = new long[Stripes];
    private QueuePage _filling;
    private QueuePage _spare;
    private bool _closed;
    private bool _isAsleep = true;

    /// <param name="journal">The journal.</param>
    /// <param name="options">The bounds of each page.</param>
    /// <param name="wake">Called when somebody waits for an entry, or many came.</param>
    /// <param name="wakeSoon">Called when an entry that nobody waits for came into an empty queue.</param>
    public ApplyQueue(IJournal journal, EventLogOptions options, Action wake, Action wakeSoon)
    {
        _journal = journal;
        _wake = wake;
        _wakeSoon = wakeSoon;
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

    /// <summary>Address up to which the visitor's entries must be applied for a reader to see all of them.</summary>
    public long LastOf(VisitorId visitor) => Volatile.Read(ref _lastOfStripe[StripeOf(visitor)]);

    public ShedReason TryAppend(
        VisitorId visitor, ReadOnlySpan<byte> entry, TaskCompletionSource<EventReceipt>? waiter, out long address)
    {
        bool wakeNow;
        bool wakeSoon;
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

            wakeSoon = _filling.Count == 0;
            _filling.Add(entry, address, waiter);
            Volatile.Write(ref _lastOfStripe[StripeOf(visitor)], address);
            wakeNow = _isAsleep && (waiter is not null || _filling.Count >= ManyEntries);
            _isAsleep &= !wakeNow;
        }

        if (wakeNow)
        {
            _wake();
        }
        else if (wakeSoon)
        {
            // Page views come one by one and nobody waits for them: applied by the handful, each costs no thread switch.
            _wakeSoon();
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
                _isAsleep = true;
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

    private static int StripeOf(VisitorId visitor) => (int)(visitor.Low & (Stripes - 1));
}
