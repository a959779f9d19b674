using System.Collections.Concurrent;

namespace EdgeGateway.Pipeline;

/// <summary>Keeps finished request features for the next requests; bounded, so a burst's surplus is left to the collector.</summary>
internal sealed class EdgeRequestPool
{
    private const int Most = 1024;

    private readonly ConcurrentQueue<EdgeRequestFeature> _free = new();

    public EdgeRequestFeature Rent() => _free.TryDequeue(out var feature) ? feature : new EdgeRequestFeature();

    /// <summary>Takes a feature back once nothing uses it any more.</summary>
    public void Return(EdgeRequestFeature feature)
    {
        feature.Reset();
        if (_free.Count < Most)
        {
            _free.Enqueue(feature);
        }
    }
}
