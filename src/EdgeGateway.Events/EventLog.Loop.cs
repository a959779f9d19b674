using EdgeGateway.Events.Applying;

namespace EdgeGateway.Events;

/// <content>The apply loop: the only writer of profiles and counters while the log runs.</content>
public sealed partial class EventLog
{
    private long _lastRefresh;
    private bool _hasFailed;

    private async Task ApplyAsync()
    {
        var isOpen = true;
        while (isOpen || _queue.Count > 0)
        {
            while (_queue.TryTake(out var page))
            {
                Apply(page);
                await KeepUpAsync();
            }

            await KeepUpAsync();
            isOpen = !_queue.IsClosed;
            if (isOpen && _queue.Count == 0)
            {
                await _wake.Reader.ReadAsync();
            }
        }

        Items.Refresh(Now());
        await CheckpointIfChangedAsync();
    }

    private void Apply(QueuePage page)
    {
        for (var i = 0; i < page.Count; i++)
        {
            var waiter = page.WaiterAt(i);
            if (page.EntryAt(i).IsEmpty)
            {
                waiter?.TrySetResult(default);
                continue;
            }

            Apply(page.EntryAt(i), page.AddressAt(i), waiter);
        }

        _metrics?.OnApplied(page.Count);
    }

    // A store that fails must not end the loop. The entry is durable, so no checkpoint may claim it: checkpoints stop, and
    // the next start replays it.
    private void Apply(ReadOnlySpan<byte> entry, long address, TaskCompletionSource<EventReceipt>? waiter)
    {
        try
        {
            ApplyNow(entry, address, ApplyScope.All, out var receipt);
            waiter?.TrySetResult(receipt);
        }
        catch (Exception exception)
        {
            if (!_hasFailed)
            {
                Log.ApplyFailed(_logger, exception, address);
            }

            _hasFailed = true;
            Volatile.Write(ref _applied, address);
            waiter?.TrySetException(new IOException("The event is durable and will be applied after the next start.", exception));
        }
    }

    private void ApplyNow(ReadOnlySpan<byte> entry, long address, ApplyScope scope, out EventReceipt receipt)
    {
        if (!_applier.TryApply(entry, address, AppliedAddress, scope, out receipt))
        {
            _metrics?.OnUnreadable();
            Log.EntryUnreadable(_logger, address);
        }

        Volatile.Write(ref _applied, address);
        _entriesSinceCheckpoint++;
    }

    private async ValueTask KeepUpAsync()
    {
        if (_time.GetElapsedTime(_lastRefresh) >= _options.Items.RefreshEvery && Items.Refresh(Now()))
        {
            _lastRefresh = _time.GetTimestamp();
        }

        if (IsCheckpointDue())
        {
            await CheckpointIfChangedAsync();
        }
    }
}
