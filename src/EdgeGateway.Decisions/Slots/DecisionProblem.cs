namespace EdgeGateway.Decisions.Slots;

/// <summary>Something an operator wrote about decisions that cannot work.</summary>
/// <param name="Path">Where, such as <c>Slots:recs:Choose:0:When</c>.</param>
/// <param name="Message">What is wrong, the value, what is accepted: one sentence.</param>
public sealed record DecisionProblem(string Path, string Message);
