namespace EdgeGateway.Replay;

/// <summary>What to replay and how.</summary>
/// <param name="Events">File of events.</param>
/// <param name="To">The gateway's site address.</param>
/// <param name="Clients">Sessions at a time.</param>
/// <param name="Batch">Events per request.</param>
/// <param name="Limit">Most sessions; null for all.</param>
/// <param name="Verify">Read every visitor back at the end and compare it with its session.</param>
/// <param name="Patience">How long to go on trying while nothing answers.</param>
internal sealed record ReplayOptions(string Events, Uri To, int Clients, int Batch, int? Limit, bool Verify, TimeSpan Patience);
