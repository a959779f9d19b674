namespace EdgeGateway.Events.Counters;

/// <summary>What happened to one item so far.</summary>
/// <param name="Views">View events.</param>
/// <param name="Clicks">Click events.</param>
/// <param name="Impressions">Impression events.</param>
/// <param name="Carts">Cart events, whatever their quantity.</param>
/// <param name="Purchases">Purchase events, whatever their quantity.</param>
public readonly record struct ItemCounts(long Views, long Clicks, long Impressions, long Carts, long Purchases);
