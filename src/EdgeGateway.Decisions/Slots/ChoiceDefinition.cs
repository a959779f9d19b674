using EdgeGateway.Decisions.Recommendations;

namespace EdgeGateway.Decisions.Slots;

/// <summary>One entry of <c>Choose</c> as the operator wrote it.</summary>
/// <param name="When">Rule over the visitor and the page; null holds always.</param>
/// <param name="Fragment">Fragment to show; with <paramref name="Recommend"/>, the frame around the items.</param>
/// <param name="Recommend">Items for the fragment.</param>
/// <param name="Experiment">Name of an experiment whose variant decides; a choice with one has nothing else but a rule.</param>
/// <param name="Values">Texts for the fragment by name, such as a heading.</param>
public sealed record ChoiceDefinition(
    string? When,
    string? Fragment,
    RecommendDefinition? Recommend,
    string? Experiment,
    IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Text to show in place of a fragment, or the value of an attribute; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>True to take away what is there.</summary>
    public bool Remove { get; init; }
}
