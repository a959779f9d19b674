using EdgeGateway.Training.ItemToItem;

namespace EdgeGateway.Training.Tests.ItemToItem;

public sealed class TableScorerTests
{
    private static readonly ItemToItemTable Table = new(
        3, 2, [0, 0, 2, 3, 3, 1, 0, 0], [0, 0, 0.5f, 0.25f, 1, 0.5f, 0, 0], [ItemToItemTable.Never, 2e-7f, 1e-7f, 1e-7f]);

    [Fact]
    public void Scores_AreTheWeightedSumOfRows()
    {
        var scorer = new TableScorer(Table);

        scorer.Score([1, 2, 0], [1, 0.5f, 0], []);

        Assert.Equal(0.25f, scorer.Scores[1], 1e-5f);
        Assert.Equal(0.5f, scorer.Scores[2], 1e-5f);
        Assert.Equal(0.75f, scorer.Scores[3], 1e-5f);
        Assert.Equal([3, 2, 1], scorer.Best(3));
    }

    [Fact]
    public void EqualScores_RankInRowOrder()
    {
        var scorer = new TableScorer(Table);

        scorer.Score([], [], []);

        Assert.Equal([1, 2, 3], scorer.Best(3));
        Assert.Equal(2, scorer.RankOf(2));
        Assert.Equal(3, scorer.RankOf(3));
    }

    [Fact]
    public void ExcludedRows_RankLast()
    {
        var scorer = new TableScorer(Table);

        scorer.Score([1], [1], [2, 0]);

        Assert.Equal(3, scorer.Best(1)[0]);
        Assert.True(scorer.RankOf(2) >= 3);
    }

    [Fact]
    public void RankOf_AgreesWithBestForManyRows()
    {
        const int items = 1003;
        var popularity = Enumerable.Range(0, items + 1).Select(
            row => row == 0 ? ItemToItemTable.Never : row * 7919 % 101 * 1e-8f).ToArray();
        var scorer = new TableScorer(new ItemToItemTable(items, 1, new int[items + 1], new float[items + 1], popularity));

        scorer.Score([], [], []);

        var best = scorer.Best(items);
        for (var rank = 1; rank <= items; rank++)
        {
            Assert.Equal(rank, scorer.RankOf(best[rank - 1]));
        }
    }

    [Fact]
    public void HistoryWindow_TakesTheNewestKnownSteps()
    {
        var window = new HistoryWindow(0.5);

        window.Fill([.. Enumerable.Range(0, 30), -1, 40]);

        Assert.Equal(TableSettings.HistorySteps, window.Rows.Length);
        Assert.Equal([41, 30, 29], window.Rows[..3]);
        Assert.Equal([1f, 0.5f, 0.25f], window.Weights[..3]);
        window.Fill([7]);
        Assert.Equal([8, 0], window.Rows[..2]);
        Assert.Equal(0, window.Weights[1]);
    }
}
