using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Capture;

/// <summary>One event as a site sent it, checked against the limits. Immutable.</summary>
public sealed class EdgeEvent
{
    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>When, UTC, in Unix milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>
    /// The sender's id as 128 bits; 0 when it sent none. An event without an id is known by its journal address and is
    /// never a duplicate.
    /// </summary>
    public UInt128 Id { get; init; }

    /// <summary>The item's id, 1 to 128 characters of <c>[A-Za-z0-9._:-]</c>; null when absent.</summary>
    public string? Item { get; init; }

    /// <summary>Price of one piece, dwell seconds, or a site's own number; NaN when absent.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>Three upper-case letters (ISO 4217); null when absent.</summary>
    public string? Currency { get; init; }

    /// <summary>Pieces; 1 when absent.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The slot it happened in; null when absent.</summary>
    public string? Slot { get; init; }

    /// <summary>What was searched for; null when absent.</summary>
    public string? Query { get; init; }

    /// <summary>The site's own facts in the order sent; numbers and truth values as their JSON text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];
}
