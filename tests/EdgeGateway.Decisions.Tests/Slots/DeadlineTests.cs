using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class DeadlineTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void SlowModel_LeavesTheOriginsBytes()
    {
        _shop.Viewed("b1").Model.During = () => _shop.Time.Advance(TimeSpan.FromMilliseconds(11));

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Null(decision.Fragment);
        Assert.Equal((DecisionSource.Fallback, FallbackReason.Deadline, 0), (decision.Source, decision.Reason, decision.Count));
        Assert.Equal(TimeSpan.FromMilliseconds(11), decision.Elapsed);
        Assert.Null(decision.Model);
    }

    [Fact]
    public void ModelWithinTheDeadline_IsShown()
    {
        _shop.Viewed("b1").Model.During = () => _shop.Time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal("a1 a2 a3", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row("next")))));
    }

    [Fact]
    public void SlowFailure_DoesNotClimbFurther()
    {
        _shop.Viewed("b1").Model.During = () =>
        {
            _shop.Time.Advance(TimeSpan.FromMilliseconds(50));
            throw new InvalidOperationException();
        };

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next"), Shop.Banner()));

        Assert.Equal((null, FallbackReason.Deadline), (decision.Fragment, decision.Reason));
    }

    [Fact]
    public void LateScores_AreKeptForTheNextView()
    {
        _shop.Viewed("b1").Model.During = () => _shop.Time.Advance(TimeSpan.FromMilliseconds(50));
        var slot = _shop.Slot(Shop.Row("next", cache: TimeSpan.FromHours(1)));
        _shop.Decide(slot);

        var decision = _shop.Decide(slot);

        Assert.Equal((DecisionSource.ModelCached, 1), (decision.Source, _shop.Model.Calls));
    }

    [Fact]
    public void LateSlot_DoesNotClaimItsItems()
    {
        _shop.Viewed("b1").Model.During = () => _shop.Time.Advance(TimeSpan.FromMilliseconds(50));
        _shop.Decide(_shop.Slot(Shop.Row("next")));
        _shop.Model.During = null;

        Assert.Equal("a1 a2 a3", Shop.Show(_shop.DecideNext(_shop.Slot(Shop.Row("next")))));
    }

    [Fact]
    public void SlotAfterThePagesDeadline_TakesWhatLiesReady()
    {
        _shop.Viewed("b1");
        _shop.Rankings.Trending = new RankedItems(["a6", "a5", "a4"]);
        var slot = _shop.Slot(Shop.Row("next", cache: TimeSpan.FromHours(1)));
        _shop.StartPage(TimeSpan.FromMilliseconds(20));
        _shop.Time.Advance(TimeSpan.FromMilliseconds(21));

        var decision = _shop.DecideNext(slot);

        Assert.Equal("b1 b2 b3", Shop.Show(decision));
        Assert.Equal((DecisionSource.SegmentList, FallbackReason.Deadline), (decision.Source, decision.Reason));
        Assert.Equal(0, _shop.Model.Calls);
    }

    [Fact]
    public void SimilarRowAfterThePagesDeadline_KeepsTheOrigin()
    {
        var slot = _shop.Slot(Shop.Row("next", "similar"));
        _shop.StartPage(TimeSpan.FromMilliseconds(20));
        _shop.Time.Advance(TimeSpan.FromMilliseconds(21));

        var decision = _shop.DecideNext(slot);

        Assert.Equal((null, FallbackReason.Deadline), (decision.Fragment, decision.Reason));
    }

    [Fact]
    public void PlainFragmentAfterThePagesDeadline_IsShown()
    {
        var slot = _shop.Slot(Shop.Banner());
        _shop.StartPage(TimeSpan.FromMilliseconds(20));
        _shop.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("banner", _shop.DecideNext(slot).Fragment);
    }

    [Fact]
    public void LateVariant_IsAssignedButNotExposed()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [
            new VariantDefinition("a", 1, "row", new RecommendDefinition("next", null, 3, TimeSpan.Zero)),
            new VariantDefinition("b", 0)]));
        _shop.Viewed("b1").Model.During = () => _shop.Time.Advance(TimeSpan.FromMilliseconds(50));

        var decision = _shop.Decide(_shop.Slot(Shop.Test("copy")));

        Assert.Equal(("copy", "a", false), (decision.Experiment, decision.Variant, decision.IsExposure));
        Assert.Equal((null, FallbackReason.Deadline), (decision.Fragment, decision.Reason));
    }
}
