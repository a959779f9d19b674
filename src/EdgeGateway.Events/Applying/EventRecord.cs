using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Applying;

/// <summary>One event as it stands in a journal entry. The spans point into the entry.</summary>
internal ref struct EventRecord
{
    public EventRecord()
    {
    }

    public EventType Type;

    /// <summary>Unix milliseconds.</summary>
    public long Time;

    /// <summary>0 when the sender gave none.</summary>
    public UInt128 Id;

    public ReadOnlySpan<byte> Item;
    public ReadOnlySpan<byte> Slot;
    public ReadOnlySpan<byte> Currency;
    public ReadOnlySpan<byte> Query;

    /// <summary>NaN when absent.</summary>
    public double Value = double.NaN;

    public int Quantity = 1;

    /// <summary>A MessagePack map of texts; empty when absent.</summary>
    public ReadOnlySpan<byte> Properties;
}
