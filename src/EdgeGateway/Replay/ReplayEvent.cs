namespace EdgeGateway.Replay;

/// <summary>One event of a replay.</summary>
/// <param name="Id">Sent with it: the same however often it is sent again.</param>
/// <param name="Type">The word for its type.</param>
/// <param name="Item">The item's id.</param>
internal readonly record struct ReplayEvent(string Id, string Type, string Item);
