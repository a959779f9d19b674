using System.Buffers;
using EdgeGateway.Events.Applying;
using EdgeGateway.Events.Capture;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events;

/// <content>
/// Taking events: encode outside any lock, append and queue inside one, wait only where the caller asked for it.
/// </content>
public sealed partial class EventLog
{
    private const int StackBytes = 2048;

    private const int MaxCatchingUp = 8;

    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ErasureRetry = TimeSpan.FromMilliseconds(10);

    private int _catchingUp;

    /// <summary>
    /// Takes the events of one visitor, all or none (more than about 200 kB of them in parts, in order). Completes when
    /// they survive kill -9 and the visitor's profile shows them. Consent, bots and rates are decided before.
    /// </summary>
    /// <param name="visitor">Whose events they are.</param>
    /// <param name="events">Checked events, see <see cref="EventJson"/>.</param>
    /// <param name="ct">Ends the waiting; events that were appended stay.</param>
    /// <exception cref="IOException">The disk refuses: the events may or may not survive.</exception>
    public async ValueTask<EventReceipt> AcceptAsync(VisitorId visitor, IReadOnlyList<EdgeEvent> events, CancellationToken ct)
    {
        var total = default(EventReceipt);
        for (var start = 0; start < events.Count;)
        {
            var waiter = NewWaiter();
            if (!TryAppend(visitor, events, start, waiter, out var count, out var address))
            {
                _metrics?.OnAccepted(total);
                return total with { Shed = events.Count - start };
            }

            // The loop applies meanwhile.
            await _journal.WaitForCommitAsync(address, ct);
            total = total.Plus(await waiter.Task.WaitAsync(ct));
            start += count;
        }

        _metrics?.OnAccepted(total);
        return total;
    }

    /// <summary>Takes a page view with its exposures and does not wait. Durable with the next group commit.</summary>
    /// <param name="visitor">Whose page it was.</param>
    /// <param name="capture">What was shown.</param>
    /// <returns>False when it was shed, which is counted.</returns>
    public bool TryCapture(VisitorId visitor, in PageCapture capture)
    {
        var size = EntryWriter.Measure(capture);
        byte[]? rented = null;
        var buffer = size <= StackBytes ? stackalloc byte[StackBytes] : (rented = ArrayPool<byte>.Shared.Rent(size));
        try
        {
            var length = EntryWriter.WriteCapture(visitor, capture, Now(), buffer);
            var shed = _queue.TryAppend(visitor, buffer[..length], null, out _);
            _metrics?.OnCaptured(shed);
            return shed == ShedReason.None;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>
    /// Completes when a reader of the visitor's profile sees all that was captured of them, at once when there is nothing to
    /// wait for. Never longer than some milliseconds: then, and when many wait, the reader goes on with what is there.
    /// </summary>
    /// <param name="visitor">Whose profile is about to be read.</param>
    /// <param name="ct">Ends the waiting.</param>
    public ValueTask CatchUpAsync(VisitorId visitor, CancellationToken ct) =>
        _queue.LastOf(visitor) <= AppliedAddress ? default : CatchUpSlowlyAsync(ct);

    /// <summary>
    /// Removes all that is kept of a visitor. Durable when it completes; no replay brings the profile back, and events of
    /// this id that arrive within the duplicate window are left out: a browser that agrees again gets a new id.
    /// </summary>
    /// <param name="visitor">Who is to be forgotten.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="InvalidOperationException">The log has stopped.</exception>
    public async Task EraseAsync(VisitorId visitor, CancellationToken ct)
    {
        var waiter = NewWaiter();
        long address;
        while (!TryAppendErasure(visitor, waiter, out address))
        {
            // An erasure is never shed: it waits for room.
            await Task.Delay(ErasureRetry, _time, ct);
        }

        await _journal.WaitForCommitAsync(address, ct);
        await waiter.Task.WaitAsync(ct);
        _metrics?.OnErased();
    }

    /// <summary>Completes when everything taken before the call is applied.</summary>
    public Task DrainAsync(CancellationToken ct)
    {
        if (_loop.IsCompleted)
        {
            return Task.CompletedTask;
        }

        var waiter = NewWaiter();
        _queue.AddMarker(waiter);
        return waiter.Task.WaitAsync(ct);
    }

    private async ValueTask CatchUpSlowlyAsync(CancellationToken ct)
    {
        try
        {
            // A crawl under one cookie must not turn every capture into a waiter.
            if (Interlocked.Increment(ref _catchingUp) <= MaxCatchingUp)
            {
                await DrainAsync(ct).WaitAsync(CatchUpLimit, _time, ct);
            }
        }
        catch (TimeoutException)
        {
            // The loop is behind: the page is made from what the profile holds now.
        }
        finally
        {
            Interlocked.Decrement(ref _catchingUp);
        }
    }

    private bool TryAppend(
        VisitorId visitor,
        IReadOnlyList<EdgeEvent> events,
        int start,
        TaskCompletionSource<EventReceipt> waiter,
        out int count,
        out long address)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(EntryWriter.Measure(events, start, out count));
        try
        {
            var length = EntryWriter.WriteEvents(visitor, events, start, count, Now(), buffer);
            var shed = _queue.TryAppend(visitor, buffer.AsSpan(0, length), waiter, out address);
            _metrics?.OnShed(shed, events.Count - start);
            return shed == ShedReason.None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryAppendErasure(VisitorId visitor, TaskCompletionSource<EventReceipt> waiter, out long address)
    {
        Span<byte> entry = stackalloc byte[EntryWriter.ErasureBytes];
        var length = EntryWriter.WriteErasure(visitor, Now(), entry);
        var shed = _queue.TryAppend(visitor, entry[..length], waiter, out address);
        return shed != ShedReason.Stopping
            ? shed == ShedReason.None
            : throw new InvalidOperationException("The event log has stopped; the erasure was not taken.");
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static TaskCompletionSource<EventReceipt> NewWaiter() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
