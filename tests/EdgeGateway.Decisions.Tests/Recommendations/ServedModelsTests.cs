using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Inference.Registry;
using EdgeGateway.Inference.Tests;
using EdgeGateway.Inference.Tests.Models;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Decisions.Tests.Recommendations;

/// <summary>
/// Decisions through the native runtime: item i of a to f is followed by i + 1 (0.6) and i + 2 (0.4), then by a, b, c …
/// </summary>
public sealed class ServedModelsTests : IDisposable
{
    private readonly ModelFolderFixture _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ModelRegistry _registry;
    private readonly Shop _shop;

    public ServedModelsTests()
    {
        _folder.Write();
        _registry = new ModelRegistry(
            new ModelRegistryOptions { Directory = _folder.Root }, _time, NullLogger<ModelRegistry>.Instance);
        _shop = new Shop(models: new ServedModels(_registry));
        _shop.Catalogue.Replace(Shop.Items(["f", "e", "d", "c", "b", "a"]));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _folder.Dispose();
    }

    [RuntimeFact]
    public void RealScores_FollowTheVisitorsLastViews()
    {
        var slot = _shop.Slot(Shop.Row("next-item", count: 2));

        Assert.Equal("b c", Shop.Show(_shop.Viewed("a").Decide(slot)));
        Assert.Equal("d b", Shop.Show(_shop.Viewed("c").Decide(slot)));
        Assert.Equal(DecisionSource.Model, _shop.Decision.Source);
    }

    [RuntimeFact]
    public void PageItemAndBoughtItems_AreExcludedInTheGraph()
    {
        _shop.Did(EventType.Purchase, "b").Catalogue.Replace(Shop.Items(["a", "b", "c", "d"]));
        _shop.PageItem = "a";

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next-item", count: 2)));

        Assert.Equal("c d", Shop.Show(decision));
    }

    [RuntimeFact]
    public void FreshNativeScores_AllocateNothing()
    {
        var slot = _shop.Viewed("a", "c").Slot(Shop.Row("next-item", count: 3));
        _shop.Decide(slot);
        _shop.Decide(slot);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _shop.Decide(slot);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(DecisionSource.Model, _shop.Decision.Source);
    }

    [RuntimeFact]
    public void SwappedModel_IsUsedOnTheNextDecision()
    {
        var slot = _shop.Viewed("a").Slot(Shop.Row("next-item", count: 2, cache: TimeSpan.FromHours(1)));
        _shop.Decide(slot);
        Assert.Equal(DecisionSource.ModelCached, _shop.Decide(slot).Source);

        _folder.Write(version: "2");
        _registry.Reload();

        var decision = _shop.Decide(slot);
        Assert.Equal((DecisionSource.Model, "2"), (decision.Source, decision.ModelVersion));
    }

    [RuntimeFact]
    public void Adapter_LivesAsLongAsItsModel()
    {
        var models = new ServedModels(_registry);

        Assert.Same(models.Find("next-item"), models.Find("next-item"));
        Assert.Null(models.Find("other"));
    }
}
