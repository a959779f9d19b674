namespace EdgeGateway.Events.Counters;

/// <summary>An item with what it was ranked by.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Score">Its weighted events, decayed or not as the ranking says.</param>
public readonly record struct RankedItem(string Item, double Score);
