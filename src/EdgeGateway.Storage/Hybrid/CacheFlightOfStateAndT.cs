namespace EdgeGateway.Storage.Hybrid;

/// <summary>A running factory with the state of the caller that started it.</summary>
internal sealed class CacheFlight<TState, T>(
    string key,
    CacheTag[] tags,
    long epoch,
    TState state,
    Func<TState, CancellationToken, ValueTask<T>> factory) : CacheFlight<T>(key, tags, epoch)
{
    protected override ValueTask<T> CreateAsync(CancellationToken cancellationToken) => factory(state, cancellationToken);
}
