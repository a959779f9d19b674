using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Inference.Models;

/// <summary>How much each step of a history counts: a decay per step back, times a weight per event type.</summary>
internal sealed class HistoryWeights
{
    private const string TypePrefix = "weight.";

    private readonly float[] _byStep;
    private readonly float[] _byType = new float[Enum.GetValues<EventType>().Length + 1];

    public HistoryWeights(IReadOnlyList<ModelFeature> features, int maxHistory)
    {
        double? decay = null;
        foreach (var type in (EventType[])[EventType.View, EventType.Click, EventType.Cart, EventType.Purchase])
        {
            _byType[(int)type] = 1;
        }

        foreach (var feature in features)
        {
            if (feature.Name == "history.decay" && feature.Default is > 0 and <= 1)
            {
                decay = feature.Default;
            }
            else if (feature.Name.StartsWith(TypePrefix, StringComparison.Ordinal) && feature.Default >= 0
                && EventTypeText.TryParse(feature.Name.AsSpan(TypePrefix.Length), out var type))
            {
                _byType[(int)type] = (float)feature.Default;
            }
            else
            {
                throw new ModelRefusedException(
                    FormattableString.Invariant($"'{ModelManifest.FileName}' has feature '{feature.Name}' = '{feature.Default}'")
                    + "; accepted are history.decay in (0, 1] and weight.<event type> of 0 or more.");
            }
        }

        if (decay is not { } value)
        {
            throw new ModelRefusedException($"'{ModelManifest.FileName}' has no feature 'history.decay'.");
        }

        _byStep = [.. Enumerable.Range(0, maxHistory).Select(step => (float)Math.Pow(value, step))];
    }

    public float OfStep(int step) => _byStep[step];

    /// <summary>0 leaves the event out.</summary>
    public float OfType(EventType type) => (int)type < _byType.Length ? _byType[(int)type] : 0;
}
