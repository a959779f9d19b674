namespace EdgeGateway.Decisions.Slots;

/// <summary>One item a rung offered.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Score">The model's score when it was scored for this view, else null.</param>
/// <param name="Outcome"><c>shown</c> or why not, such as <c>unavailable</c>.</param>
public sealed record CandidateExplanation(string Item, float? Score, string Outcome);
