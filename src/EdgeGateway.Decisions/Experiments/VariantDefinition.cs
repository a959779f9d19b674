using EdgeGateway.Decisions.Recommendations;

namespace EdgeGateway.Decisions.Experiments;

/// <summary>One arm of an experiment as the operator wrote it.</summary>
/// <param name="Name">Unique in its experiment.</param>
/// <param name="Weight">Its part of the experiment's visitors relative to the other weights; at least 0.</param>
/// <param name="Fragment">Fragment to show; null keeps the origin's bytes.</param>
/// <param name="Recommend">Items for the fragment.</param>
/// <param name="Values">Texts for the fragment by name.</param>
public sealed record VariantDefinition(
    string Name,
    double Weight,
    string? Fragment = null,
    RecommendDefinition? Recommend = null,
    IReadOnlyDictionary<string, string>? Values = null)
{
    /// <summary>Text to show in place of a fragment, or the value of an attribute; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>True to take away what is there.</summary>
    public bool Remove { get; init; }
}
