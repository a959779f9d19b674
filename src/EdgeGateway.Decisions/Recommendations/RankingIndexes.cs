using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>
/// Keeps the newest <see cref="RankingIndex"/>. The first is built by the request that needs it; afterwards one background
/// task at a time builds the next while requests go on with the one before, whose items every row checks again anyway.
/// </summary>
internal sealed class RankingIndexes(IItemRankings rankings)
{
    private RankingIndex? _current;
    private Task? _building;

    /// <summary>The build under way or done last; for tests.</summary>
    internal Task Building => Volatile.Read(ref _building) ?? Task.CompletedTask;

    public RankingIndex For(ItemCatalogue catalogue)
    {
        var (trending, popular) = (rankings.Trending, rankings.Popular);
        var current = Volatile.Read(ref _current);
        if (current is null)
        {
            current = RankingIndex.Build(catalogue, trending, popular, null);
            return Interlocked.CompareExchange(ref _current, current, null) ?? current;
        }

        if (!current.IsFor(catalogue, trending, popular))
        {
            BuildNext(catalogue, trending, popular, current);
        }

        return current;
    }

    private void BuildNext(ItemCatalogue catalogue, RankedItems trending, RankedItems popular, RankingIndex before)
    {
        var running = Volatile.Read(ref _building);
        if (running is { IsCompleted: false })
        {
            return;
        }

        // Not started until it is the published one, so that of two racing requests only one builds.
        var next = new Task(() => Volatile.Write(ref _current, RankingIndex.Build(catalogue, trending, popular, before)));
        if (ReferenceEquals(Interlocked.CompareExchange(ref _building, next, running), running))
        {
            next.Start(TaskScheduler.Default);
        }
    }
}
