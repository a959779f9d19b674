namespace EdgeGateway.Decisions.Recommendations;

/// <summary>
/// Item ids, best first. Immutable; the decision step resolves a snapshot once, so give the same instance until it changes.
/// </summary>
/// <param name="items">The ids; the array must not change afterwards.</param>
public sealed class RankedItems(string[] items)
{
    /// <summary>No items.</summary>
    public static RankedItems Empty { get; } = new([]);

    /// <summary>The ids, best first.</summary>
    public ReadOnlySpan<string> Items => items;
}
