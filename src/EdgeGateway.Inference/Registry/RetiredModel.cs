using EdgeGateway.Inference.Models;

namespace EdgeGateway.Inference.Registry;

/// <summary>A replaced model that waits for its last callers.</summary>
internal sealed class RetiredModel(NextItemModel model) : IDisposable
{
    private ITimer? _timer;

    public void Start(TimeProvider time, TimeSpan delay, Action<RetiredModel> gone) =>
        _timer = time.CreateTimer(_ =>
        {
            Dispose();
            gone(this);
        }, null, delay, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        model.Dispose();
        _timer?.Dispose();
    }
}
