using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Capture;

/// <summary>The members of one event while it is read.</summary>
internal struct EventMembers
{
    private int _seen;

    public EventMembers()
    {
    }

    public EventType Type;
    public long Time;
    public UInt128 Id;
    public string? Item;
    public double Value = double.NaN;
    public string? Currency;
    public int Quantity = 1;
    public string? Slot;
    public string? Query;
    public KeyValuePair<string, string>[]? Properties;

    public readonly bool Has(EventField field) => (_seen & (1 << (int)field)) != 0;

    /// <summary>Notes a member; false when it came before.</summary>
    public bool Add(EventField field)
    {
        var isNew = !Has(field);
        _seen |= 1 << (int)field;
        return isNew;
    }

    public readonly EdgeEvent ToEvent() => new()
    {
        Type = Type,
        Time = Time,
        Id = Id,
        Item = Item,
        Value = Value,
        Currency = Currency,
        Quantity = Quantity,
        Slot = Slot,
        Query = Query,
        Properties = Properties ?? [],
    };
}
