namespace EdgeGateway.Decisions.Recommendations;

/// <summary>What visitors as a whole are interested in. Thread-safe; each property gives an immutable snapshot at once.</summary>
public interface IItemRankings
{
    /// <summary>Interest that decays with time.</summary>
    RankedItems Trending { get; }

    /// <summary>Interest over all time.</summary>
    RankedItems Popular { get; }
}
