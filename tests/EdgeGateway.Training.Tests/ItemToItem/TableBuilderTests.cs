using EdgeGateway.Training.Events;
using EdgeGateway.Training.ItemToItem;

namespace EdgeGateway.Training.Tests.ItemToItem;

/// <summary>Small tables computed by hand from the formula of <see cref="TableBuilder"/>.</summary>
public sealed class TableBuilderTests
{
    private static readonly TableSettings Plain = new(
        Reverse: 0.5, HalfLifeDays: 0, RowPower: 0, PopularityPower: 0, Decay: 0.5, Repeats: false, Neighbours: 10);

    [Fact]
    public void Pairs_CountByGapAndHalfBackwards()
    {
        var table = Build([[0, 1, 2]], Plain);

        Assert.Equal([(1, 1f), (2, 0.5f)], Row(table, 0));
        Assert.Equal([(2, 1f), (0, 0.5f)], Row(table, 1));
        Assert.Equal([(1, 0.5f), (0, 0.25f)], Row(table, 2));
    }

    [Fact]
    public void NoReverse_CountsForwardOnly()
    {
        var table = Build([[0, 1, 2]], Plain with { Reverse = 0 });

        Assert.Empty(Row(table, 2));
    }

    [Fact]
    public void Repeats_CountOnlyWhenAllowed()
    {
        Assert.Equal([(1, 1f)], Row(Build([[0, 0, 1]], Plain with { Reverse = 0 }), 0)[..1].Select(pair => (pair.Item, 1f)));
        Assert.DoesNotContain(Row(Build([[0, 0, 1]], Plain), 0), pair => pair.Item == 0);
        Assert.Contains(Row(Build([[0, 0, 1]], Plain with { Repeats = true }), 0), pair => pair.Item == 0);
    }

    [Fact]
    public void Powers_DivideByRowSumAndPopularity()
    {
        var table = Build([[0, 1], [0, 1], [0, 2]], Plain with { Reverse = 0, RowPower = 1, PopularityPower = 1 });

        // Row sum 3; item 1 occurs twice, item 2 once.
        var row = Row(table, 0);
        Assert.Equal(2f / 8 / 7, row[0].Weight, 1e-6f);
        Assert.Equal(1f / 8 / 6, row[1].Weight, 1e-6f);
    }

    [Fact]
    public void HalfLife_HalvesOlderPairs()
    {
        var sessions = SessionSet.Create(["a", "b", "c"], [0, 2, 4], [0, 1, 0, 2], [0, 0, 86400 * 7, 86400 * 7]);

        var row = Row(new TableBuilder(sessions, [0, 1]).Build(Plain with { Reverse = 0, HalfLifeDays = 7 }, default), 0);

        Assert.Equal([(2, 1f), (1, 0.5f)], row);
    }

    [Fact]
    public void OnlyTheBestNeighbours_AreKept()
    {
        var table = Build([[0, 1, 2, 3, 4]], Plain with { Neighbours = 2 });

        Assert.Equal(2, table.Width);
        Assert.Equal([(1, 1f), (2, 0.5f)], Row(table, 0));
    }

    [Fact]
    public void EventsTooFarApart_MakeNoPair()
    {
        var session = Enumerable.Range(0, 25).ToArray();

        var row = Row(Build([session], Plain with { Neighbours = 100, Reverse = 0 }), 0);

        Assert.Equal(20, row.Length);
        Assert.Equal((20, 1f / 20), row[^1]);
    }

    [Fact]
    public void SessionsOutsideThePart_AreUnseen()
    {
        var sessions = Sessions([[0, 1], [0, 2], [0, 2]]);

        var table = new TableBuilder(sessions, [0]).Build(Plain, default);

        Assert.Equal([(sessions.ItemsOf(0)[1], 1f)], Row(table, sessions.ItemsOf(0)[0]));
    }

    [Fact]
    public void Popularity_IsATraceThatOrdersTheRest()
    {
        var table = Build([[0, 0, 1]], Plain);

        Assert.Equal([ItemToItemTable.Never, 1e-6f, 0.5e-6f], table.Base);
    }

    [Fact]
    public void RepeatShare_CountsReturnsWithinASession()
    {
        var sessions = Sessions([[0, 1, 0, 0], [0]]);

        Assert.Equal(2.0 / 5, new TableBuilder(sessions, [0, 1]).RepeatShare());
    }

    [Fact]
    public void RandomSessions_AgreeWithTheFormulaWrittenPlainly()
    {
        // A fixed seed: the sessions need not be unpredictable, only the same every time.
#pragma warning disable CA5394
        var random = new Random(11);
        var sessions = Sessions([.. Enumerable.Range(0, 60).Select(_ =>
            Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(12)).ToArray())]);
#pragma warning restore CA5394
        var settings = new TableSettings(0.6, 0, 0.7, 0.2, 0.5, Repeats: true, Neighbours: 100);

        var table = new TableBuilder(sessions, [.. Enumerable.Range(0, 60)]).Build(settings, default);

        var expected = Plainly(sessions, settings);
        for (var item = 0; item < sessions.ItemCount; item++)
        {
            foreach (var (other, weight) in Row(table, item))
            {
                Assert.Equal(expected[item, other], weight, 1e-5);
            }

            var neighbours = Enumerable.Range(0, sessions.ItemCount).Count(other => expected[item, other] > 0);
            Assert.Equal(neighbours, Row(table, item).Length);
        }
    }

    private static double[,] Plainly(SessionSet sessions, TableSettings settings)
    {
        var sums = new double[sessions.ItemCount, sessions.ItemCount];
        for (var session = 0; session < sessions.Count; session++)
        {
            var items = sessions.ItemsOf(session);
            for (var i = 0; i < items.Length; i++)
            {
                for (var j = i + 1; j < items.Length && j - i <= 20; j++)
                {
                    sums[items[i], items[j]] += 1.0 / (j - i);
                    sums[items[j], items[i]] += settings.Reverse / (j - i);
                }
            }
        }

        var result = new double[sessions.ItemCount, sessions.ItemCount];
        for (var i = 0; i < sessions.ItemCount; i++)
        {
            var total = Enumerable.Range(0, sessions.ItemCount).Sum(j => sums[i, j]);
            for (var j = 0; j < sessions.ItemCount; j++)
            {
                result[i, j] = sums[i, j] / Math.Pow(total + 5, settings.RowPower)
                    / Math.Pow(sessions.Items.Count(item => item == j) + 5, settings.PopularityPower);
            }
        }

        return result;
    }

    private static ItemToItemTable Build(int[][] sessions, TableSettings settings)
    {
        var set = Sessions(sessions);
        return new TableBuilder(set, [.. Enumerable.Range(0, set.Count)]).Build(settings, default);
    }

    private static SessionSet Sessions(int[][] sessions)
    {
        int[] items = [.. sessions.SelectMany(session => session)];
        var starts = new int[sessions.Length + 1];
        for (var i = 0; i < sessions.Length; i++)
        {
            starts[i + 1] = starts[i] + sessions[i].Length;
        }

        return SessionSet.Create(
            [.. Enumerable.Range(0, items.Max() + 1).Select(item => $"i{item}")], starts, items, new double[items.Length]);
    }

    private static (int Item, float Weight)[] Row(ItemToItemTable table, int item) =>
        [.. Enumerable.Range((item + 1) * table.Width, table.Width)
            .Where(place => table.Weights[place] > 0).Select(place => (table.Neighbours[place] - 1, table.Weights[place]))];
}
