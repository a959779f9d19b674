using EdgeGateway.Events.Applying;

namespace EdgeGateway.Events;

/// <content>
/// Checkpoints: taken by the apply loop itself, so that nothing is written meanwhile. What waits in the queue is applied
/// right after.
/// </content>
public sealed partial class EventLog
{
    private readonly Lock _requesting = new();
    private TaskCompletionSource? _requested;
    private long _lastCheckpoint;
    private long _entriesSinceCheckpoint;
    private long? _previousKeepFrom;

    /// <summary>Makes everything taken so far part of the store's durable state; a start then replays nothing of it.</summary>
    public async Task CheckpointAsync(CancellationToken ct)
    {
        await DrainAsync(ct);
        if (_loop.IsCompleted)
        {
            return;
        }

        TaskCompletionSource request;
        lock (_requesting)
        {
            request = _requested ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Wake();
        await request.Task.WaitAsync(ct);
    }

    private bool IsCheckpointDue() =>
        Volatile.Read(ref _requested) is not null
        || _entriesSinceCheckpoint >= _options.CheckpointEntries
        || (_entriesSinceCheckpoint > 0 && _time.GetElapsedTime(_lastCheckpoint) >= _options.CheckpointEvery);

    private async Task CheckpointIfChangedAsync()
    {
        TaskCompletionSource? request;
        lock (_requesting)
        {
            request = _requested;
            _requested = null;
        }

        try
        {
            if (_entriesSinceCheckpoint > 0 && !_hasFailed)
            {
                await CheckpointNowAsync();
            }

            request?.TrySetResult();
        }
        catch (Exception exception)
        {
            Log.CheckpointFailed(_logger, exception, AppliedAddress);

            // The next try waits for its time, however many entries come.
            _entriesSinceCheckpoint = 1;
            _metrics?.OnCheckpoint(_time.GetElapsedTime(_lastCheckpoint), failed: true);
            request?.TrySetException(exception);
        }

        _lastCheckpoint = _time.GetTimestamp();
    }

    // 1. The journal first: the store must never hold the effect of an entry that a crash can take back.
    // 2. The counters and the start of the duplicate window ride in the same checkpoint as the profiles.
    // 3. The journal keeps what the older of the two newest checkpoints would replay.
    private async Task CheckpointNowAsync()
    {
        var started = _time.GetTimestamp();
        var applied = AppliedAddress;
        await _journal.WaitForCommitAsync(applied, CancellationToken.None);

        var state = new CheckpointState(
            applied, _duplicates.From, Items.Landmark, _options.Items.HalfLife.TotalMilliseconds, Now());
        _checkpointStates.Write(state, Items);
        await _store.CheckpointAsync(applied, CancellationToken.None);
        _entriesSinceCheckpoint = 0;

        var keepFrom = Math.Min(applied, state.DuplicatesFrom);
        if (_previousKeepFrom is { } previous)
        {
            _journal.TruncateUntil(Math.Min(previous, keepFrom));
        }

        _previousKeepFrom = keepFrom;
        var duration = _time.GetElapsedTime(started);
        _metrics?.OnCheckpoint(duration, failed: false);
        Log.Checkpoint(_logger, applied, Items.Count, duration.TotalMilliseconds);
    }
}
