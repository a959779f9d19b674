namespace EdgeGateway.Decisions.Catalogue;

/// <summary>Something in a catalogue file that cannot be used.</summary>
/// <param name="Row">Line of the file, 1 based, where the item begins; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong, the value, what is accepted: one sentence.</param>
public sealed record CatalogueProblem(int Row, string Message);
