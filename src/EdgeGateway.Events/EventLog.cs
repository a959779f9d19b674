using System.Threading.Channels;
using EdgeGateway.Events.Applying;
using EdgeGateway.Events.Counters;
using EdgeGateway.Storage.Journal;
using EdgeGateway.Storage.KeyValue;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Events;

/// <summary>
/// The path of every event: journal, then profile and item counters, in one order for all (README.md in this folder tells
/// the whole story). Any thread may append; one apply loop changes the stores, takes the checkpoints and rebuilds from
/// the journal after a start. Whoever starts it disposes it, before the journal and the store, which it does not own.
/// </summary>
public sealed partial class EventLog : IAsyncDisposable
{
    private static readonly TimeSpan ApplyDelay = TimeSpan.FromMilliseconds(1);

    private readonly IJournal _journal;
    private readonly IKeyValueStore _store;
    private readonly EventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EventLog> _logger;
    private readonly EventsMetrics? _metrics;
    private readonly DuplicateWindow _duplicates;
    private readonly EventApplier _applier;
    private readonly CheckpointStateStore _checkpointStates;
    private readonly ApplyQueue _queue;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long _applied;
    private ITimer? _timer;
    private ITimer? _soon;
    private Task _loop = Task.CompletedTask;

    private EventLog(
        IJournal journal,
        IKeyValueStore store,
        ProfileStore profiles,
        EventLogOptions options,
        TimeProvider time,
        ILogger<EventLog> logger,
        EventsMetrics? metrics)
    {
        _journal = journal;
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        Items = new ItemCounters(options.Items);
        _duplicates = new DuplicateWindow(options.DuplicateWindow, options.MaxDuplicateIds);
        _applier = new EventApplier(profiles, Items, _duplicates, store.MaxValueBytes);
        _checkpointStates = new CheckpointStateStore(store);
        _queue = new ApplyQueue(journal, options, Wake, WakeSoon);
    }

    /// <summary>Views, clicks, carts and purchases of items, and their rankings.</summary>
    public ItemCounters Items { get; }

    /// <summary>Everything the journal holds up to here is in the profiles and counters.</summary>
    public long AppliedAddress => Volatile.Read(ref _applied);

    /// <summary>Journal entries that wait to be applied.</summary>
    public int QueuedEntries => _queue.Count;

    /// <summary>
    /// Replays what the store has not seen, then accepts events. The journal must have been opened with the store's
    /// applied address as its least address, so that none is given twice.
    /// </summary>
    /// <exception cref="InvalidOperationException">The journal ends before what the store has applied.</exception>
    public static async Task<EventLog> StartAsync(
        IJournal journal,
        IKeyValueStore store,
        ProfileStore profiles,
        EventLogOptions options,
        TimeProvider time,
        ILogger<EventLog> logger,
        EventsMetrics? metrics)
    {
        if (journal.TailAddress < store.Recovery.AppliedAddress)
        {
            throw new InvalidOperationException(
                $"The journal ends at '{journal.TailAddress}' and the store has applied '{store.Recovery.AppliedAddress}'; "
                + "the journal must be opened with that address as its least.");
        }

        var log = new EventLog(journal, store, profiles, options, time, logger, metrics);
        await Task.Run(log.Replay);
        log.StartLoop();
        return log;
    }

    /// <summary>Takes no more events, applies what waits, makes a last checkpoint.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _loop;
        if (_timer is { } timer)
        {
            _timer = null;
            await timer.DisposeAsync();
            await _soon!.DisposeAsync();
            _metrics?.Forget(this);
        }
    }

    private void StartLoop()
    {
        _metrics?.Observe(this);
        _lastCheckpoint = _lastRefresh = _time.GetTimestamp();
        var every = _options.Items.RefreshEvery;
        _timer = _time.CreateTimer(static state => ((EventLog)state!).Wake(), this, every, every);
        _soon = _time.CreateTimer(static state => ((EventLog)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(ApplyAsync);
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private void WakeSoon() => _soon?.Change(ApplyDelay, Timeout.InfiniteTimeSpan);
}
