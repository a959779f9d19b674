namespace EdgeGateway.Admin;

/// <summary>One line of a status report.</summary>
internal sealed record StatusFact(string Name, string Value);
