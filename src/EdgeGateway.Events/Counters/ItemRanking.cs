namespace EdgeGateway.Events.Counters;

/// <summary>The best items at one moment. Immutable: a new one is published when counts have changed.</summary>
public sealed class ItemRanking
{
    private readonly RankedItem[] _items;

    internal ItemRanking(RankedItem[] items) => _items = items;

    /// <summary>A ranking without items.</summary>
    public static ItemRanking Empty { get; } = new([]);

    /// <summary>The items, best first; equal scores in the order of their ids.</summary>
    public ReadOnlySpan<RankedItem> Items => _items;
}
