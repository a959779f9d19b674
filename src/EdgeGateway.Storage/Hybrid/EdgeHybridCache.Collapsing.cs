using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Storage.Hybrid;

/// <content>Misses: one factory per key, shared by whoever asks meanwhile.</content>
public sealed partial class EdgeHybridCache
{
    private ValueTask<T> CreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options,
        IEnumerable<string>? tags,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (!MayCreate(options))
        {
            return new ValueTask<T>(default(T)!);
        }

        if (!IsUsable(key))
        {
            return factory(state, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        CacheFlight<T> flight;
        bool isNew;
        lock (_lock)
        {
            // Somebody may have finished between our look and the lock.
            if (MayRead(options) && _entries.TryGetValue(key, out var entry) && TryUse<T>(entry, out var value))
            {
                return new ValueTask<T>(value);
            }

            flight = JoinOrBegin(key, state, factory, tags, out isNew);
        }

        if (isNew)
        {
            Start(flight, options, cancellationToken);
        }

        return cancellationToken.CanBeCanceled
            ? new ValueTask<T>(WaitAsync(flight, cancellationToken))
            : new ValueTask<T>(flight.Result);
    }

    // Under the lock.
    private CacheFlight<T> JoinOrBegin<TState, T>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, IEnumerable<string>? tags,
        out bool isNew)
    {
        // A factory that a removed tag has outdated is not joined: its value is older than the removal.
        isNew = !_flights.TryGetValue(key, out var running) || IsOvertaken(running);
        if (isNew)
        {
            Outdate(key);
            var begun = new CacheFlight<TState, T>(key, _tags.Acquire(tags), _tags.Epoch, state, factory);
            _flights[key] = begun;
            return begun;
        }

        if (running is not CacheFlight<T> flight)
        {
            throw new InvalidOperationException(
                $"The key '{key}' is being created as another type than '{typeof(T)}': a key stands for one type.");
        }

        flight.Callers++;
        return flight;
    }

    private bool IsOvertaken(CacheFlight flight)
    {
        foreach (var tag in flight.Tags)
        {
            if (tag.RemovedAt > flight.Epoch)
            {
                return true;
            }
        }

        return _tags.EverythingRemovedAt > flight.Epoch;
    }

    // A caller that may leave does not run the factory itself, or it could not leave before it ends.
    private void Start<T>(CacheFlight<T> flight, HybridCacheEntryOptions? options, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            ThreadPool.QueueUserWorkItem(
                static work => _ = work.Cache.RunAsync(work.Flight, work.Options),
                new Work<T>(this, flight, options),
                preferLocal: true);
        }
        else
        {
            _ = RunAsync(flight, options);
        }
    }

    private Task RunAsync<T>(CacheFlight<T> flight, HybridCacheEntryOptions? options) =>
        flight.RunAsync((done, value) => End(done, value, options), End);

    private void End<T>(CacheFlight<T> flight, T value, HybridCacheEntryOptions? options)
    {
        lock (_lock)
        {
            if (!flight.IsOutdated && MayWrite(options))
            {
                Keep(flight.Key, value, options, flight.Tags, flight.Epoch);
            }

            EndLocked(flight);
        }
    }

    private void End<T>(CacheFlight<T> flight)
    {
        lock (_lock)
        {
            EndLocked(flight);
        }
    }

    private void EndLocked(CacheFlight flight)
    {
        if (_flights.TryGetValue(flight.Key, out var running) && ReferenceEquals(running, flight))
        {
            _flights.Remove(flight.Key);
        }

        _tags.Release(flight.Tags);
    }

    private async Task<T> WaitAsync<T>(CacheFlight<T> flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.Result.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Leave(flight);
            throw;
        }
    }

    // The last caller to leave ends the factory; whoever comes then begins a new one.
    private void Leave<T>(CacheFlight<T> flight)
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --flight.Callers == 0;
            if (isLast && _flights.TryGetValue(flight.Key, out var running) && ReferenceEquals(running, flight))
            {
                Outdate(flight.Key);
            }
        }

        if (isLast)
        {
            flight.Cancel();
        }
    }

    private readonly record struct Work<T>(EdgeHybridCache Cache, CacheFlight<T> Flight, HybridCacheEntryOptions? Options);
}
