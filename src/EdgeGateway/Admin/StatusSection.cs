namespace EdgeGateway.Admin;

/// <summary>Facts that belong together.</summary>
internal sealed record StatusSection(string Name, IReadOnlyList<StatusFact> Facts);
