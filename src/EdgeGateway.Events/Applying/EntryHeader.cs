using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events.Applying;

/// <summary>What every journal entry begins with.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Arrival">When the gateway took it, Unix milliseconds.</param>
/// <param name="Visitor">Whose it is.</param>
internal readonly record struct EntryHeader(EntryKind Kind, long Arrival, VisitorId Visitor);
