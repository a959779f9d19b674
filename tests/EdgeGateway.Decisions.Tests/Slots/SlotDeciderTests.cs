using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class SlotDeciderTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void FirstChoiceThatHolds_Decides()
    {
        var slot = _shop.Slot(
            Shop.Banner("other", "count('view', 7d) > 2"), Shop.Banner("banner", "count('view', 7d) > 0", "Hello"),
            Shop.Banner("row"));

        var first = _shop.Decide(slot).Fragment;
        var second = _shop.Viewed("a1").Decide(slot);
        Assert.Equal(("banner", 1, "Hello"), (second.Fragment, second.Choice, second.Values["text"]));
        var third = _shop.Viewed("a1", "a2").Decide(slot);

        Assert.Equal("row", first);
        Assert.Equal(
            ("other", 0, DecisionSource.Rule, FallbackReason.None), (third.Fragment, third.Choice, third.Source, third.Reason));
    }

    [Fact]
    public void Segments_AreSeenByRules()
    {
        var problems = new List<RuleProblem>();
        _shop.Segments = SegmentProgram.Compile([new SegmentDefinition("keen", "count('view', 7d) > 1", 1)], problems);
        var slot = _shop.Slot(Shop.Banner("banner", "segment('keen')"));

        Assert.Empty(problems);
        Assert.Null(_shop.Viewed("a1").Decide(slot).Fragment);
        Assert.Equal("banner", _shop.Viewed("a2").Decide(slot).Fragment);
    }

    [Fact]
    public void NothingHolds_KeepsTheOrigin()
    {
        var decision = _shop.Decide(_shop.Slot(Shop.Banner("banner", "count('view', 7d) > 2")));

        Assert.Null(decision.Fragment);
        Assert.Equal((DecisionSource.Fallback, FallbackReason.NoChoice, -1), (decision.Source, decision.Reason, decision.Choice));
        Assert.Empty(decision.Values);
    }

    [Fact]
    public void RowWithNothingToShow_GivesWayToTheNextChoice()
    {
        var decision = _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed"), Shop.Banner()));

        Assert.Equal(("banner", 1, FallbackReason.None), (decision.Fragment, decision.Choice, decision.Reason));
    }

    [Fact]
    public void PooledDecision_ForgetsTheOneBefore()
    {
        _shop.Viewed("b1").Decide(_shop.Slot(Shop.Row("next")));

        var decision = _shop.Decide(_shop.Slot(Shop.Banner("banner", "count('view', 7d) > 5")));

        Assert.Equal((null, 0, -1), (decision.Fragment, decision.Count, decision.Choice));
        Assert.Null(decision.Model);
        Assert.Equal(0UL, decision.DecisionHash);
    }

    [Fact]
    public void FailureOutsideAnyRung_KeepsTheOrigin()
    {
        var shop = new Shop(models: new ThrowingModels());

        var decision = shop.Decide(shop.Slot(Shop.Row("next")));

        Assert.Equal(
            (null, DecisionSource.Fallback, FallbackReason.StepError), (decision.Fragment, decision.Source, decision.Reason));
        Assert.Equal(4002, Assert.Single(shop.Logger.Lines).Id.Id);
    }

    [Fact]
    public void AssignedVisitor_GetsHisVariant()
    {
        AddTest(weightA: 1, weightB: 0);

        var decision = _shop.Decide(_shop.Slot(Shop.Test("copy"), Shop.Banner("row")));

        Assert.Equal(("banner", "copy", "a"), (decision.Fragment, decision.Experiment, decision.Variant));
        Assert.Equal(DecisionSource.Experiment, decision.Source);
        Assert.True(decision.IsExposure);
    }

    [Fact]
    public void ControlArm_KeepsTheOriginAndIsAnExposure()
    {
        AddTest(weightA: 0, weightB: 1);

        var decision = _shop.Decide(_shop.Slot(Shop.Test("copy"), Shop.Banner("row")));

        Assert.Equal((null, "b", FallbackReason.None), (decision.Fragment, decision.Variant, decision.Reason));
        Assert.True(decision.IsExposure);
    }

    [Theory]
    [InlineData(Purposes.Necessary, false, false)]
    [InlineData(Purposes.Analytics | Purposes.Marketing, false, false)]
    [InlineData(Purposes.Personalisation, true, false)]
    [InlineData(Purposes.Personalisation, false, true)]
    public void WithoutConsentOrIdOrAsABot_NobodyTakesPart(Purposes granted, bool isBot, bool noId)
    {
        AddTest(weightA: 1, weightB: 0);
        _shop.Granted = granted;
        _shop.IsBot = isBot;
        _shop.Visitor = noId ? VisitorId.None : _shop.Visitor;

        var decision = _shop.Decide(_shop.Slot(Shop.Test("copy"), Shop.Banner("row")));

        Assert.Equal(("row", 1), (decision.Fragment, decision.Choice));
        Assert.Null(decision.Variant);
        Assert.False(decision.IsExposure);
    }

    [Fact]
    public void Holdout_GoesOnToTheNextChoice()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [new("a", 1, "banner"), new("b", 1, "other")], Holdout: 0.9999));

        var decision = _shop.Decide(_shop.Slot(Shop.Test("copy"), Shop.Banner("row")));

        Assert.Equal("row", decision.Fragment);
    }

    [Fact]
    public void Preview_ForcesAVariantByName()
    {
        AddTest(weightA: 1, weightB: 0);
        _shop.Granted = Purposes.Necessary;
        _shop.StartPage();
        _shop.Page.ForcedVariants = new Dictionary<string, string> { ["copy"] = "b" };

        Assert.Equal("b", _shop.DecideNext(_shop.Slot(Shop.Test("copy"))).Variant);
    }

    [Fact]
    public void PreviewOfAnUnknownVariant_ChangesNothing()
    {
        AddTest(weightA: 1, weightB: 0);
        _shop.StartPage();
        _shop.Page.ForcedVariants = new Dictionary<string, string> { ["copy"] = "zzz" };

        Assert.Equal("a", _shop.DecideNext(_shop.Slot(Shop.Test("copy"))).Variant);
    }

    [Fact]
    public void NextPage_ForcesNothing()
    {
        _shop.Page.ForcedVariants = new Dictionary<string, string> { ["copy"] = "b" };

        _shop.StartPage();

        Assert.Null(_shop.Page.ForcedVariants);
    }

    [Fact]
    public void RowOfAVariant_TellsWhereItsItemsComeFrom()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [
            new VariantDefinition("a", 1, "row", new RecommendDefinition("next", null, 3, TimeSpan.Zero)),
            new VariantDefinition("b", 0)]));

        var decision = _shop.Viewed("b1").Decide(_shop.Slot(Shop.Test("copy")));

        Assert.Equal((DecisionSource.Model, "a", "a1 a2 a3"), (decision.Source, decision.Variant, Shop.Show(decision)));
        Assert.True(decision.IsExposure);
    }

    [Fact]
    public void VariantWithNothingToShow_DoesNotGoOnToLaterChoices()
    {
        _shop.Experiments.Add(new ExperimentDefinition("copy", [
            new VariantDefinition("a", 1, "row", new RecommendDefinition(null, "recently-viewed", 3, TimeSpan.Zero)),
            new VariantDefinition("b", 0)]));

        var decision = _shop.Decide(_shop.Slot(Shop.Test("copy"), Shop.Banner()));

        Assert.Equal((null, "a", FallbackReason.NoProfile), (decision.Fragment, decision.Variant, decision.Reason));
        Assert.False(decision.IsExposure);
    }

    private void AddTest(double weightA, double weightB) =>
        _shop.Experiments.Add(new ExperimentDefinition("copy", [new("a", weightA, "banner"), new("b", weightB)]));

    private sealed class ThrowingModels : INextItemModels
    {
        public INextItemModel? Find(string name) => throw new ObjectDisposedException(name);
    }
}
