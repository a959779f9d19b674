using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Storage.Hybrid;

/// <summary>A running factory and the task that all its callers share.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer or a handle holds nothing to dispose.")]
internal abstract class CacheFlight<T>(string key, CacheTag[] tags, long epoch) : CacheFlight(key, tags, epoch)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>The result for every caller.</summary>
    public Task<T> Result => _result.Task;

    /// <summary>Ends the factory: no caller is left.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Runs the factory and settles the result; never throws.</summary>
    public async Task RunAsync(Action<CacheFlight<T>, T> keep, Action<CacheFlight<T>> end)
    {
        try
        {
            // The second tier's place: ask it before the factory, and give it the value after.
            var value = await CreateAsync(_cancel.Token);
            keep(this, value);
            _result.TrySetResult(value);
        }
        catch (OperationCanceledException exception) when (_cancel.IsCancellationRequested)
        {
            end(this);
            _result.TrySetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            end(this);
            _result.TrySetException(exception);

            // All callers may have left, which is no reason for a report of an unobserved exception.
            _ = _result.Task.Exception;
        }
    }

    /// <summary>Calls the factory.</summary>
    protected abstract ValueTask<T> CreateAsync(CancellationToken cancellationToken);
}
