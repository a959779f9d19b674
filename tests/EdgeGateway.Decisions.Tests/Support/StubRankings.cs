using EdgeGateway.Decisions.Recommendations;

namespace EdgeGateway.Decisions.Tests.Support;

/// <summary>Rankings that tests set.</summary>
internal sealed class StubRankings : IItemRankings
{
    private RankedItems _trending = RankedItems.Empty;

    /// <summary>Thrown by both getters when set.</summary>
    public Exception? Failure { get; set; }

    public RankedItems Trending
    {
        get => Failure is null ? _trending : throw Failure;
        set => _trending = value;
    }

    public RankedItems Popular { get; set; } = RankedItems.Empty;
}
