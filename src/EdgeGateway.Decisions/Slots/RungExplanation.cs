namespace EdgeGateway.Decisions.Slots;

/// <summary>What one rung of a ladder gave.</summary>
/// <param name="Rung">Its word, such as <c>model</c>.</param>
/// <param name="Outcome"><c>answered</c>, <c>miss</c> or the word of a fallback reason.</param>
/// <param name="Candidates">The items it offered, best first.</param>
public sealed record RungExplanation(string Rung, string Outcome, IReadOnlyList<CandidateExplanation> Candidates);
