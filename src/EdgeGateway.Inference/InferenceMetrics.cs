using System.Diagnostics.Metrics;

namespace EdgeGateway.Inference;

/// <summary>Instruments of the meter <c>EdgeGateway.Inference</c>; tags are model names, which operators choose.</summary>
public sealed class InferenceMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _loads;
    private readonly Counter<long> _refusals;

    /// <summary>Makes the instruments.</summary>
    public InferenceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGateway.Inference");
        _duration = meter.CreateHistogram<double>("edge.inference.duration", "s", "Time to score one request.");
        _failures = meter.CreateCounter<long>("edge.inference.failures", "{request}", "Scoring requests that failed.");
        _loads = meter.CreateCounter<long>("edge.inference.model.loads", "{model}", "Model versions that started to serve.");
        _refusals = meter.CreateCounter<long>("edge.inference.model.refusals", "{model}", "Model versions that were refused.");
    }

    internal void Scored(string model, TimeSpan duration, bool succeeded)
    {
        if (succeeded && _duration.Enabled)
        {
            _duration.Record(duration.TotalSeconds, Tag(model));
        }
        else if (!succeeded && _failures.Enabled)
        {
            _failures.Add(1, Tag(model));
        }
    }

    internal void Loaded(string model) => _loads.Add(1, Tag(model));

    internal void Refused(string model) => _refusals.Add(1, Tag(model));

    private static KeyValuePair<string, object?> Tag(string model) => new("edge.model", model);
}
