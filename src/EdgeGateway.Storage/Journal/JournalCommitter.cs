using EdgeGateway.Storage.Disk;
using FASTER.core;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// Group commit: one loop that writes and flushes whatever was appended until then. It starts at once when somebody waits,
/// else <see cref="JournalOptions.CommitDelay"/> after the first entry. All who wait for one commit share one task, so a
/// thousand waiters cost one allocation. A commit that hangs fails its waiters; one whose flush fails ends the journal,
/// since the system may have dropped what it could not write and a second flush would lie.
/// </summary>
internal sealed class JournalCommitter : IAsyncDisposable
{
    private readonly FasterLog _log;
    private readonly SegmentDevice _device;
    private readonly SegmentFiles _files;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorageMetrics? _metrics;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _lock = new();
    private readonly ITimer _delay;
    private readonly ITimer _limit;
    private readonly Task _loop;
    private long _committed;
    private int _wakeRequested;
    private int _delayArmed;
    private TaskCompletionSource? _pending;
    private TaskCompletionSource? _running;
    private long _runningEnd;
    private IOException? _failure;
    private bool _truncating;
    private volatile bool _stopping;
    private volatile bool _stalled;

    public JournalCommitter(
        FasterLog log,
        SegmentDevice device,
        SegmentFiles files,
        JournalOptions options,
        TimeProvider time,
        ILogger logger,
        StorageMetrics? metrics)
    {
        _log = log;
        _device = device;
        _files = files;
        _options = options;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _committed = log.TailAddress;
        _delay = time.CreateTimer(
            static self => ((JournalCommitter)self!).OnDelayOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _limit = time.CreateTimer(
            static self => ((JournalCommitter)self!).OnLimit(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Everything up to here is durable.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>True while new entries would only queue behind a disk that does not answer.</summary>
    public bool Refuses => _stalled || _stopping || Volatile.Read(ref _failure) is not null;

    /// <summary>Says that something was appended.</summary>
    public void OnAppended()
    {
        if (Interlocked.Exchange(ref _delayArmed, 1) == 0)
        {
            _delay.Change(_options.CommitDelay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Says that FasterLog was told to truncate, which it does with the next commit.</summary>
    public void OnTruncated()
    {
        lock (_lock)
        {
            _truncating = true;
        }

        Wake();
    }

    /// <summary>The task of the commit that makes an address durable.</summary>
    public ValueTask WaitAsync(long address, CancellationToken cancellationToken)
    {
        if (Committed >= address)
        {
            return ValueTask.CompletedTask;
        }

        Task task;
        lock (_lock)
        {
            if (_committed >= address)
            {
                return ValueTask.CompletedTask;
            }

            if (_failure is not null || _stalled || _stopping)
            {
                return ValueTask.FromException(_failure ?? NotAnswering());
            }

            task = _running is not null && address <= _runningEnd ? _running.Task : NewWaiters().Task;
        }

        Wake();
        return new ValueTask(cancellationToken.CanBeCanceled ? task.WaitAsync(cancellationToken) : task);
    }

    /// <summary>Commits what is left and ends the loop; a disk that does not answer is given up after the time limit.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        Wake();
        if (!_stalled)
        {
            await Task.WhenAny(_loop, Task.Delay(_options.CommitTimeLimit, _time));
        }

        if (!_loop.IsCompleted)
        {
            _device.Stop();
        }

        await _loop;
        await _delay.DisposeAsync();
        await _limit.DisposeAsync();
    }

    private TaskCompletionSource NewWaiters() => _pending ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnDelayOver()
    {
        Volatile.Write(ref _delayArmed, 0);
        Wake();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _wakeRequested, 1) == 0)
        {
            _wake.Release();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stopping)
            {
                await _wake.WaitAsync();
                Volatile.Write(ref _wakeRequested, 0);
                do
                {
                    await CommitAsync();
                }
                while (IsAwaited());
            }

            FailWaiters(new IOException($"The journal '{_options.Directory}' was closed."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    // Somebody began to wait during a commit; entries nobody waits for are left to their delay.
    private bool IsAwaited()
    {
        lock (_lock)
        {
            return _truncating || _pending is not null;
        }
    }

    private async Task CommitAsync()
    {
        var start = _time.GetTimestamp();
        long end;
        lock (_lock)
        {
            end = _log.TailAddress;
            if (end <= _committed && !_truncating)
            {
                return;
            }

            _running = _pending ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending = null;
            _runningEnd = end;
            _truncating = false;
        }

        _limit.Change(_options.CommitTimeLimit, Timeout.InfiniteTimeSpan);
        await _log.CommitAsync();
        _files.Flush();
        _limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Finish(end);
        _metrics?.OnCommit(_time.GetElapsedTime(start));
    }

    private void Finish(long end)
    {
        TaskCompletionSource? done;
        lock (_lock)
        {
            Volatile.Write(ref _committed, Math.Max(end, _committed));
            done = _running;
            _running = null;
            if (_stalled)
            {
                _stalled = false;
                Log.JournalAnswersAgain(_logger, _options.Directory);
            }
        }

        done?.TrySetResult();
    }

    private void OnLimit()
    {
        lock (_lock)
        {
            if (_running is null)
            {
                return;
            }

            _stalled = true;
        }

        Log.JournalStalled(_logger, _options.Directory, _options.CommitTimeLimit, _device.FailedWrites);
        FailWaiters(NotAnswering());
    }

    private void Fail(Exception cause)
    {
        Log.JournalFailed(_logger, cause, _options.Directory);
        var failure = new IOException($"The journal '{_options.Directory}' has failed and must be opened again.", cause);
        Volatile.Write(ref _failure, failure);
        FailWaiters(failure);
    }

    private void FailWaiters(IOException exception)
    {
        TaskCompletionSource? running;
        TaskCompletionSource? pending;
        lock (_lock)
        {
            running = _running;
            pending = _pending;
            _running = null;
            _pending = null;
        }

        Fault(running, exception);
        Fault(pending, exception);
    }

    private static void Fault(TaskCompletionSource? source, IOException exception)
    {
        if (source?.TrySetException(exception) == true)
        {
            // Nobody may be waiting, which is no reason for a report of an unobserved exception.
            _ = source.Task.Exception;
        }
    }

    private IOException NotAnswering() => new(
        $"The journal '{_options.Directory}' cannot commit: the disk did not answer within '{_options.CommitTimeLimit}'.");
}
