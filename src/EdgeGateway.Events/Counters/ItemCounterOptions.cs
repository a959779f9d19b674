namespace EdgeGateway.Events.Counters;

/// <summary>How items are counted and ranked.</summary>
public sealed class ItemCounterOptions
{
    /// <summary>After how long an event weighs half in <see cref="ItemCounters.Trending"/>. Default 12 hours.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Items that are counted; when there are more, the least trending tenth is forgotten. Default 100,000.</summary>
    public int MaxItems { get; init; } = 100_000;

    /// <summary>Items of a ranking. Default 500.</summary>
    public int MaxRanked { get; init; } = 500;

    /// <summary>The least time between two rankings. Default 1 second.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Weight of a view or a click. Default 1.</summary>
    public double ViewWeight { get; init; } = 1;

    /// <summary>Weight of putting the item into the cart. Default 4.</summary>
    public double CartWeight { get; init; } = 4;

    /// <summary>Weight of a purchase. Default 8.</summary>
    public double PurchaseWeight { get; init; } = 8;
}
