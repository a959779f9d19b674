namespace EdgeGateway.Site;

/// <summary>How the last attempt to read changed files ended.</summary>
/// <param name="At">When.</param>
/// <param name="Accepted">False when the previous configuration stayed in force.</param>
/// <param name="Problems">One sentence each; empty when accepted.</param>
internal sealed record ReloadReport(DateTimeOffset At, bool Accepted, IReadOnlyList<string> Problems);
