using System.Diagnostics.Metrics;

namespace EdgeGateway;

/// <summary>The meter <c>EdgeGateway</c>: what the host counts beside its parts. Decisions count themselves.</summary>
internal sealed class HostMetrics
{
    private readonly Counter<long> _fragments;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGateway");
        _fragments = meter.CreateCounter<long>("edge.fragments.failed", "{fragment}", "Fragments that failed to render, by slot.");
    }

    public void OnFragmentFailed(string slot) => _fragments.Add(1, new KeyValuePair<string, object?>("slot", slot));
}
