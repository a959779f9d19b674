namespace EdgeGateway.Events.Capture;

/// <summary>What is wrong with one definition of an automatic event.</summary>
/// <param name="Index">Its position in the list, 0 based.</param>
/// <param name="Message">One sentence.</param>
public sealed record AutomaticEventProblem(int Index, string Message);
