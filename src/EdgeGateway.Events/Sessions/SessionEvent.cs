using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Sessions;

/// <summary>One recorded event.</summary>
/// <param name="Session">The session or visitor it belongs to, as the file names it.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Type">What happened; a view when the file has no such column.</param>
public readonly record struct SessionEvent(string Session, string Item, DateTimeOffset Time, EventType Type);
