using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>One event of a profile's ring; its item points into the stored bytes.</summary>
public readonly ref struct ProfileEvent
{
    /// <summary>What happened.</summary>
    public EventType Type { get; init; }

    /// <summary>UTF-8 item id; empty when the event has none.</summary>
    public ReadOnlySpan<byte> Item { get; init; }

    /// <summary>When, in Unix milliseconds.</summary>
    public long Time { get; init; }

    /// <summary>Price of one piece, dwell seconds, or a site's own number; NaN when absent.</summary>
    public double Value { get; init; }

    /// <summary>Pieces.</summary>
    public int Quantity { get; init; }

    /// <summary>
    /// What the event adds to a sum: value times pieces for carts and purchases, the value for others, 0 when absent.
    /// </summary>
    public double Amount => AmountOf(Type, Value, Quantity);

    /// <summary>The events that a recommendation model reads as what the visitor did with items.</summary>
    public bool IsItemHistory => !Item.IsEmpty && IsHistoryType(Type);

    internal static bool IsHistoryType(EventType type) =>
        type is EventType.View or EventType.Click or EventType.Cart or EventType.Purchase;

    internal static double AmountOf(EventType type, double value, int quantity) =>
        !double.IsFinite(value) ? 0 : type is EventType.Cart or EventType.Purchase ? value * quantity : value;
}
