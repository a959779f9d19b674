using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Purging;

/// <summary>Counts wrong purge keys and bounds how many a second get a full answer. Thread-safe.</summary>
internal sealed class PurgeRefusals(HostMetrics metrics, TimeProvider time, ILogger<PurgeRefusals> logger)
{
    private const int PerSecond = 10;

    private readonly Lock _gate = new();
    private long _second;
    private long _unreported;
    private int _count;

    /// <summary>False when this second has had enough of them.</summary>
    public bool TryCount()
    {
        metrics.OnRefused(RequestRefusal.PurgeKey);
        lock (_gate)
        {
            _unreported++;
            var second = time.GetUtcNow().ToUnixTimeSeconds();
            if (second != _second)
            {
                (_second, _count) = (second, 0);
                Log.PurgeRefused(logger, _unreported);
                _unreported = 0;
            }

            return ++_count <= PerSecond;
        }
    }
}
