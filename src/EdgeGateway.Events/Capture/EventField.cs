namespace EdgeGateway.Events.Capture;

/// <summary>The members of an event; the schema is closed.</summary>
internal enum EventField
{
    Id,
    Type,
    Item,
    Time,
    Value,
    Currency,
    Quantity,
    Slot,
    Query,
    Properties,
}
