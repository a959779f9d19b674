namespace EdgeGateway.Events.Sessions;

/// <summary>One row of a file of recorded events.</summary>
/// <param name="Row">Line of the file, 1 based; the header is line 1.</param>
/// <param name="Event">The event; meaningless with a problem.</param>
/// <param name="Problem">One sentence that names the row; null when the row is good.</param>
public readonly record struct SessionEventRow(long Row, SessionEvent Event, string? Problem);
