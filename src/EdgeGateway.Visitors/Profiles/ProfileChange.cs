using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>One journaled event as a profile sees it.</summary>
public readonly ref struct ProfileChange
{
    /// <summary>Journal address just after the event. A profile that has already applied it ignores the change.</summary>
    public required long Address { get; init; }

    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>When, in Unix milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>UTF-8 item id; empty when the event has none.</summary>
    public ReadOnlySpan<byte> Item { get; init; }

    /// <summary>Price of one piece, dwell seconds, or a site's own number; NaN when absent.</summary>
    public double Value { get; init; }

    /// <summary>Pieces; 1 when the event says nothing.</summary>
    public int Quantity { get; init; }

    /// <summary>UTF-8 slot id; empty when the event has none.</summary>
    public ReadOnlySpan<byte> Slot { get; init; }
}
