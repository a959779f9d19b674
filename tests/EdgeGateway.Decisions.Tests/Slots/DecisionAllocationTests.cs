using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class DecisionAllocationTests
{
    private readonly Shop _shop = new();

    public DecisionAllocationTests()
    {
        _shop.Model.Remembers = false;
        _shop.Viewed("a1", "b1", "b2").Did(EventType.Purchase, "a4");
    }

    [Fact]
    public void RuleChoice_AllocatesNothing() =>
        Assert.Equal(
            0,
            Measure(_shop.Slot(Shop.Banner("other", "count('view', 7d) > 9"), Shop.Banner("banner", "count('view', 7d) > 1"))));

    [Fact]
    public void Experiment_AllocatesNothing()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [new("a", 1, "banner"), new("b", 1)]));

        Assert.Equal(0, Measure(_shop.Slot(Shop.Test("copy"))));
    }

    [Fact]
    public void CachedRow_AllocatesNothing()
    {
        _shop.PageItem = "a2";

        Assert.Equal(0, Measure(_shop.Slot(Shop.Row("next", count: 6, cache: TimeSpan.FromHours(1)))));
        Assert.Equal(Primitives.Outcomes.DecisionSource.ModelCached, _shop.Decision.Source);
    }

    [Fact]
    public void FreshScores_AllocateNothing()
    {
        Assert.Equal(0, Measure(_shop.Slot(Shop.Row("next", count: 6, seen: true))));
        Assert.Equal(Primitives.Outcomes.DecisionSource.Model, _shop.Decision.Source);
    }

    [Theory]
    [InlineData("trending")]
    [InlineData("popular-in-category")]
    [InlineData("recently-viewed")]
    public void ListRow_AllocatesNothing(string list) => Assert.Equal(0, Measure(_shop.Slot(Shop.Row(list: list))));

    [Fact]
    public void DecisionHash_AllocatesNothing()
    {
        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));
        var sum = decision.DecisionHash;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            sum += decision.DecisionHash;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0UL, sum);
    }

    private long Measure(SlotModel slot)
    {
        _shop.Decide(slot);
        _shop.Decide(slot);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _shop.Decide(slot);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
