using System.Diagnostics.Metrics;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway;

/// <summary>The meter <c>EdgeGateway</c>: what the host counts beside its parts. Decisions count themselves.</summary>
internal sealed class HostMetrics
{
    private readonly Counter<long> _fragments;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _originRefused;
    private readonly Counter<long> _previews;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGateway");
        _fragments = meter.CreateCounter<long>("edge.fragments.failed", "{fragment}", "Fragments that failed to render, by slot.");
        _refused = meter.CreateCounter<long>("edge.requests.refused", "{request}", "Requests refused before routing or for their body, by reason.");
        _originRefused = meter.CreateCounter<long>("edge.origin.refused", "{response}", "Responses of origins refused with a 502, by reason.");
        _previews = meter.CreateCounter<long>("edge.previews", "{request}", "Requests with a preview token, by what it turned out to be.");
    }

    public void OnFragmentFailed(string slot) => _fragments.Add(1, new KeyValuePair<string, object?>("slot", slot));

    public void OnOriginRefused(OriginRefusal refusal) => _originRefused.Add(1, new KeyValuePair<string, object?>("reason", refusal.ToText()));

    public void OnRefused(RequestRefusal refusal) => _refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.ToText()));

    public void OnPreview(PreviewOutcome outcome) => _previews.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToText()));
}
