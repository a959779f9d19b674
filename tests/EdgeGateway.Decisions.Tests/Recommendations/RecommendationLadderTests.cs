using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Tests.Recommendations;

public sealed class RecommendationLadderTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void History_IsScoredByTheModel()
    {
        _shop.Viewed("a5", "a6").Did(EventType.Cart, "b1");

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal("a1 a2 a3", Shop.Show(decision));
        Assert.Equal((DecisionSource.Model, FallbackReason.None), (decision.Source, decision.Reason));
        Assert.Equal(("next", "1", "row", 0), (decision.Model, decision.ModelVersion, decision.Fragment, decision.Choice));
        Assert.Equal(["b1", "a6", "a5"], _shop.Model.History);
        Assert.Equal([EventType.Cart, EventType.View, EventType.View], _shop.Model.Types);
    }

    [Fact]
    public void EventsThatAreNoInterest_AreNotHistory()
    {
        _shop.Viewed("a5").Did(EventType.Impression, "a1").Did(EventType.Search, null).Did(EventType.Dwell, "a2").Did(
            EventType.Click, "b2");

        _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal(["b2", "a5"], _shop.Model.History);
    }

    [Fact]
    public void ItemsTheModelDoesNotKnow_AreLeftOut()
    {
        _shop.Viewed("a5", "unknown", "b3");

        _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal(["b3", "a5"], _shop.Model.History);
    }

    [Fact]
    public void LongHistory_IsCutToWhatTheModelReads()
    {
        _shop.Viewed([.. Shop.ItemIds, .. Shop.ItemIds]);

        _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal(["b6", "b5", "b4", "b3", "b2", "b1", "a6", "a5"], _shop.Model.History);
    }

    [Fact]
    public void PageItem_LeadsTheHistoryAndIsNotOffered()
    {
        _shop.Viewed("b2").PageItem = "a1";

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal(["a1", "b2"], _shop.Model.History);
        Assert.Equal(["a1"], _shop.Model.Excluded);
        Assert.Equal("a2 a3 a4", Shop.Show(decision));
    }

    [Fact]
    public void ReloadedPage_DoesNotCountItsItemTwice()
    {
        _shop.Viewed("b2", "a1").PageItem = "a1";

        _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal(["a1", "b2"], _shop.Model.History);
    }

    [Fact]
    public void NewVisitorOnAProductPage_IsScoredFromThePageItem()
    {
        _shop.PageItem = "b1";

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal(DecisionSource.Model, decision.Source);
        Assert.Equal(["b1"], _shop.Model.History);
    }

    [Fact]
    public void NewVisitor_GetsTrendingItems()
    {
        _shop.Rankings.Trending = new RankedItems(["b4", "gone", "b5", "b6", "a1"]);

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal("b4 b5 b6", Shop.Show(decision));
        Assert.Equal((DecisionSource.List, FallbackReason.NoProfile), (decision.Source, decision.Reason));
        Assert.Null(decision.Model);
        Assert.Equal(0, _shop.Model.Calls);
    }

    [Fact]
    public void WithoutConsent_TheProfileIsNotUsed()
    {
        _shop.Viewed("a5", "a6").Granted = Visitors.Consent.Purposes.Necessary;
        _shop.Rankings.Trending = new RankedItems(["b4", "b5", "b6"]);

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal("b4 b5 b6", Shop.Show(decision));
        Assert.Equal(FallbackReason.NoProfile, decision.Reason);
        Assert.Equal(0, _shop.Model.Calls);
    }

    [Fact]
    public void NoModel_GivesPopularItemsOfTheMostViewedCategory()
    {
        _shop.Viewed("a1", "b1", "b2").Models.ByName.Clear();
        _shop.Rankings.Popular = new RankedItems(["a2", "b5", "b4", "a3", "b3", "b6"]);

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal("b5 b4 b3", Shop.Show(decision));
        Assert.Equal((DecisionSource.SegmentList, FallbackReason.NoModel), (decision.Source, decision.Reason));
    }

    [Fact]
    public void ModelThatThrows_FallsToTheNextRungWithOneWarning()
    {
        _shop.Viewed("b1").Model.During = () => throw new InvalidOperationException("native failure");
        var slot = _shop.Slot(Shop.Row("next"));

        for (var i = 0; i < 3; i++)
        {
            var decision = _shop.Decide(slot);
            Assert.Equal("b1 b2 b3", Shop.Show(decision));
            Assert.Equal((DecisionSource.SegmentList, FallbackReason.ModelError), (decision.Source, decision.Reason));
        }

        Assert.Equal(4000, Assert.Single(_shop.Logger.Lines).Id.Id);
        _shop.Time.Advance(TimeSpan.FromSeconds(11));
        _shop.Decide(slot);
        Assert.Equal(2, _shop.Logger.Lines.Count);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ScoresThatAreNoNumbers_AreAModelError(float score)
    {
        _shop.Viewed("b1").Model.FixedScore = score;

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal((DecisionSource.SegmentList, FallbackReason.ModelError), (decision.Source, decision.Reason));
    }

    [Fact]
    public void ShortModelAnswer_IsToppedUp()
    {
        var small = new StubModel("small", "a1", "a2");
        _shop.Models.ByName["small"] = small;
        _shop.Rankings.Trending = new RankedItems(["a2", "b6", "b5"]);
        _shop.PageItem = "a1";
        _shop.Catalogue.Replace(Shop.Items(["a1", "a2", "b5", "b6"]));

        var decision = _shop.Decide(_shop.Slot(Shop.Row("small")));

        Assert.Equal("a2 b6 b5", Shop.Show(decision));
        Assert.Equal((DecisionSource.Model, FallbackReason.None), (decision.Source, decision.Reason));
    }

    [Fact]
    public void NoDataAtAll_ShowsTheFirstOfEachCategory()
    {
        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Equal("a1 b1 a2", Shop.Show(decision));
        Assert.Equal((DecisionSource.List, FallbackReason.NoProfile), (decision.Source, decision.Reason));
    }

    [Fact]
    public void EmptyCatalogue_KeepsTheOriginsMarkup()
    {
        _shop.Viewed("a1").Catalogue.Replace(Primitives.Catalogue.ItemCatalogue.Empty);

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Null(decision.Fragment);
        Assert.Equal(
            (DecisionSource.Fallback, FallbackReason.NoCandidates, 0), (decision.Source, decision.Reason, decision.Count));
    }

    [Fact]
    public void FewerItemsThanTheMinimum_AreNotShown()
    {
        _shop.Viewed("a1", "a2");

        var shown = _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed", minimum: 2))).Fragment;
        var hidden = _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed", minimum: 3))).Fragment;

        Assert.Equal("row", shown);
        Assert.Null(hidden);
    }

    [Fact]
    public void FailingRankings_LeaveTheRestOfTheLadder()
    {
        _shop.Rankings.Failure = new InvalidOperationException("counters are gone");

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next")));

        Assert.Null(decision.Fragment);
        Assert.Equal(FallbackReason.NoProfile, decision.Reason);
        Assert.Equal(4002, Assert.Single(_shop.Logger.Lines).Id.Id);
    }

    [Fact]
    public async Task NewRankings_AreUsedOnceTheyAreResolved()
    {
        var rankings = new StubRankings { Trending = new RankedItems(["a1"]) };
        var indexes = new RankingIndexes(rankings);
        var catalogue = Shop.Items(Shop.ItemIds);
        var first = indexes.For(catalogue);

        rankings.Trending = new RankedItems(["b1", "a1"]);
        Assert.Same(first, indexes.For(catalogue));
        await indexes.Building;

        var second = indexes.For(catalogue);
        Assert.Equal(["b1", "a1"], second.Trending.Items.ToArray().Select(item => item.Id));
        Assert.Same(first.Popular, second.Popular);
        Assert.Same(first.Unranked, second.Unranked);
    }
}
