using EdgeGateway.Inference.Models;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Inference.Tests.Models;

public sealed class NextItemModelTests : IDisposable
{
    private readonly ModelFolderFixture _models = new();

    public void Dispose() => _models.Dispose();

    [RuntimeFact]
    public void ValidFolder_GivesNameVersionAndSizes()
    {
        using var model = Load();

        Assert.Equal("next-item", model.Name);
        Assert.Equal("1", model.Version);
        Assert.Equal(TinyGraph.Items, model.ItemCount);
        Assert.Equal(TinyGraph.History, model.MaxHistory);
        Assert.Equal(TinyGraph.Results, model.MaxResults);
        Assert.True(model.TryGetIndex("é"u8, out var index));
        Assert.Equal(4, index);
        Assert.Equal("é", model.ItemAt(index));
    }

    [RuntimeFact]
    public void UnknownOrBrokenId_IsNotFound()
    {
        using var model = Load();

        Assert.False(model.TryGetIndex("z"u8, out var index));
        Assert.Equal(-1, index);
        Assert.False(model.TryGetIndex([0xFF, 0xFE], out _));
        Assert.False(model.TryGetIndex(new byte[4096], out _));
    }

    [RuntimeFact]
    public void History_IsWeightedByRecency()
    {
        using var model = Load();

        // a is newest (1), d before it (0.5): b 0.6, c 0.4, e 0.3, f 0.2.
        var items = Score(model, [0, 3], [], []);

        Assert.Equal([1, 2, 4, 5], items.Take(4).Select(item => item.Index));
        Assert.Equal(0.3f, items[2].Score, 1e-4f);
    }

    [RuntimeFact]
    public void EmptyHistory_GivesPopularItems()
    {
        using var model = Load();

        Assert.Equal([0, 1, 2, 3, 4], Score(model, [], [], []).Select(item => item.Index));
    }

    [RuntimeFact]
    public void ExcludedItems_AreNeverGiven()
    {
        using var model = Load();

        // Three fit into the graph, the fourth is left out when the result is read.
        var items = Score(model, [0], [], [1, 2, 3, 4]);

        Assert.Equal([0, 5], items.Select(item => item.Index));
    }

    [RuntimeFact]
    public void EventTypes_WeighAndDropSteps()
    {
        using var model = Load();

        // The impression is left out; view and cart of a are one step with the cart's weight 2; d is the second step.
        var items = Score(
            model, [5, 0, 0, 3], [EventType.Impression, EventType.View, EventType.Cart, EventType.View], []);

        Assert.Equal(1, items[0].Index);
        Assert.Equal(1.2f, items[0].Score, 1e-4f);
        Assert.Equal(0.3f, items.Single(item => item.Index == 4).Score, 1e-4f);
    }

    [RuntimeFact]
    public void IndexesOutsideTheVocabulary_AreLeftOut()
    {
        using var model = Load();

        Assert.Equal(Score(model, [0], [], []), Score(model, [-1, 0, 600], [], [-5, 99]));
    }

    [RuntimeFact]
    public void DifferentLengths_AreAProgrammersError()
    {
        using var model = Load();

        Assert.Throws<ArgumentException>(() => Score(model, [0, 1], [EventType.View], []));
    }

    [RuntimeFact]
    public void ShorterResult_TakesTheBest()
    {
        using var model = Load();
        var best = new ScoredItem[2];

        Assert.Equal(2, model.Score([0], [], [], best));
        Assert.Equal([1, 2], best.Select(item => item.Index));
    }

    [RuntimeFact]
    public void Scoring_AllocatesNothing()
    {
        using var model = Load();
        var best = new ScoredItem[5];
        int[] history = [0, 3, 2];
        EventType[] types = [EventType.View, EventType.Cart, EventType.View];
        for (var i = 0; i < 200; i++)
        {
            model.Score(history, types, [], best);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            model.Score(history, types, [], best);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [RuntimeFact]
    public void ManyThreads_GetTheirOwnAnswers()
    {
        using var model = Load();
        var expected = Enumerable.Range(0, TinyGraph.Items).Select(item => Score(model, [item], [], [])).ToArray();

        Parallel.For(0, 4000, i => Assert.Equal(expected[i % TinyGraph.Items], Score(model, [i % TinyGraph.Items], [], [])));
    }

    [RuntimeFact]
    public void DisposedModel_RefusesAndDoesNotCrash()
    {
        var model = Load();
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Score(model, [0], [], []));
    }

    private NextItemModel Load() => NextItemModel.Load(NativeRuntime.Required, _models.Write());

    private static ScoredItem[] Score(NextItemModel model, int[] history, EventType[] types, int[] exclude)
    {
        var best = new ScoredItem[TinyGraph.Results];
        return best[..model.Score(history, types, exclude, best)];
    }
}
