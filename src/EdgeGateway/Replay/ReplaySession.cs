namespace EdgeGateway.Replay;

/// <summary>One session of a file.</summary>
/// <param name="Name">As the file names it.</param>
/// <param name="Events">Oldest first.</param>
internal sealed record ReplaySession(string Name, IReadOnlyList<ReplayEvent> Events);
