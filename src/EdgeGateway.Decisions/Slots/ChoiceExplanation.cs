namespace EdgeGateway.Decisions.Slots;

/// <summary>What became of one choice.</summary>
/// <param name="Index">Its position in <c>Choose</c>.</param>
/// <param name="Outcome">One sentence part, such as <c>the rule does not hold</c>.</param>
/// <param name="Rungs">The rungs its row tried, in order; empty without a row.</param>
public sealed record ChoiceExplanation(int Index, string Outcome, IReadOnlyList<RungExplanation> Rungs);
