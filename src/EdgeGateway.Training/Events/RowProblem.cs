namespace EdgeGateway.Training.Events;

/// <summary>A row that was left out.</summary>
/// <param name="Line">Line of the file, 1 based.</param>
/// <param name="Message">One sentence that says why.</param>
internal sealed record RowProblem(int Line, string Message);
