using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Tests.Recommendations;

public sealed class DecisionCacheTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(30);

    private readonly Shop _shop = new();

    [Fact]
    public void SecondView_TakesTheCachedItems()
    {
        _shop.Viewed("b1");
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Decide(slot);

        var decision = _shop.Decide(slot);

        Assert.Equal("a1 a2 a3", Shop.Show(decision));
        Assert.Equal((DecisionSource.ModelCached, FallbackReason.None), (decision.Source, decision.Reason));
        Assert.Equal(("next", "1"), (decision.Model, decision.ModelVersion));
        Assert.Equal(1, _shop.Model.Calls);
    }

    [Fact]
    public void ZeroCacheTime_ScoresOnEachView()
    {
        _shop.Viewed("b1");
        var slot = _shop.Slot(Shop.Row("next"));

        _shop.Decide(slot);
        _shop.Decide(slot);

        Assert.Equal(2, _shop.Model.Calls);
    }

    [Fact]
    public void NewInterest_ScoresAnew()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);

        var decision = _shop.Viewed("b2").Decide(slot);

        Assert.Equal(DecisionSource.Model, decision.Source);
        Assert.Equal(["b2", "b1"], _shop.Model.History);
    }

    [Fact]
    public void EventsWithoutInterest_KeepTheCachedItems()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);

        var decision = _shop.Did(EventType.Impression, "a1").Did(EventType.View, null).Decide(slot);

        Assert.Equal(DecisionSource.ModelCached, decision.Source);
    }

    [Fact]
    public void OtherPageItem_HasItsOwnEntry()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").PageItem = "a1";
        _shop.Decide(slot);
        _shop.PageItem = "a2";

        Assert.Equal("a1 a3 a4", Shop.Show(_shop.Decide(slot)));
        Assert.Equal(2, _shop.Model.Calls);
    }

    [Fact]
    public void NewModelVersion_ScoresAnew()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);
        _shop.Model.Version = "2";

        var decision = _shop.Decide(slot);

        Assert.Equal((DecisionSource.Model, "2"), (decision.Source, decision.ModelVersion));
    }

    [Fact]
    public void Visitors_NeverShareAnEntry()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);
        _shop.Visitor = new VisitorId(8, 9);

        Assert.Equal(DecisionSource.Model, _shop.Decide(slot).Source);
    }

    [Fact]
    public void VisitorsWithoutHistory_ShareTheEntryOfThePage()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.PageItem = "b1";
        _shop.Decide(slot);
        _shop.Visitor = new VisitorId(8, 9);

        Assert.Equal(DecisionSource.ModelCached, _shop.Decide(slot).Source);
    }

    [Fact]
    public void SimilarItems_AreSharedButWhatOneBoughtIsHiddenFromHimAlone()
    {
        var slot = _shop.Slot(Shop.Row("next", "similar", cache: Minutes));
        _shop.Did(EventType.Purchase, "a1").PageItem = "b1";

        Assert.Equal("a2 a3 a4", Shop.Show(_shop.Decide(slot)));
        Assert.Equal("a2 a3 a4", Shop.Show(_shop.Decide(slot)));
        _shop.Visitor = new VisitorId(8, 9);
        _shop.Forget();
        var other = _shop.Decide(slot);

        Assert.Equal("a1 a2 a3", Shop.Show(other));
        Assert.Equal(DecisionSource.ModelCached, other.Source);
        Assert.Equal(1, _shop.Model.Calls);
    }

    [Fact]
    public void ItemSoldOutSince_IsReplacedFromTheCachedCandidates()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);
        _shop.Catalogue.Replace(Shop.Items(Shop.ItemIds, "a2"));

        var decision = _shop.Decide(slot);

        Assert.Equal("a1 a3 a4", Shop.Show(decision));
        Assert.Equal(DecisionSource.ModelCached, decision.Source);
    }

    [Fact]
    public void ChangedCatalogue_ShowsItemsAsTheyAreNow()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);
        var next = Shop.Items(["b6", "a3", "a1"]);
        _shop.Catalogue.Replace(next);

        var decision = _shop.Decide(slot);

        Assert.Same(next.Find("a1"), decision.Items[0]);
        Assert.Same(next.Find("a3"), decision.Items[1]);
    }

    [Fact]
    public void ItemSoldOutWhenScored_IsBackWhenItIsInStock()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Catalogue.Replace(Shop.Items(Shop.ItemIds, "a1"));
        Assert.Equal("a2 a3 a4", Shop.Show(_shop.Decide(slot)));

        _shop.Catalogue.Replace(Shop.Items(Shop.ItemIds));

        Assert.Equal("a1 a2 a3", Shop.Show(_shop.Decide(slot)));
    }

    [Fact]
    public void FailingModel_FallsToOutdatedItems()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);
        _shop.Did(EventType.Purchase, "a2").Model.During = () => throw new InvalidOperationException();

        var decision = _shop.Decide(slot);

        Assert.Equal("a1 a3 a4", Shop.Show(decision));
        Assert.Equal((DecisionSource.ModelCached, FallbackReason.ModelError), (decision.Source, decision.Reason));
    }

    [Fact]
    public void WithdrawnModel_FallsToItsLastItems()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);
        _shop.Models.ByName.Clear();

        var decision = _shop.Decide(slot);

        Assert.Equal((DecisionSource.ModelCached, FallbackReason.NoModel), (decision.Source, decision.Reason));
    }

    [Fact]
    public void CacheTime_EndsAnEntry()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: TimeSpan.FromSeconds(30)));
        _shop.Viewed("b1").Decide(slot);
        _shop.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(DecisionSource.Model, _shop.Decide(slot).Source);
    }

    [Fact]
    public async Task ForgottenVisitor_LeavesNothingBehind()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);

        await _shop.Cache.ForgetVisitorAsync(new VisitorId(5, 5));
        Assert.Equal(DecisionSource.ModelCached, _shop.Decide(slot).Source);
        await _shop.Cache.ForgetVisitorAsync(_shop.Visitor);
        Assert.Equal(DecisionSource.Model, _shop.Decide(slot).Source);
    }

    [Fact]
    public async Task ForgottenModel_ScoresAnew()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: Minutes));
        _shop.Viewed("b1").Decide(slot);

        await _shop.Cache.ForgetModelAsync("next");
        Assert.Equal(DecisionSource.Model, _shop.Decide(slot).Source);
        await _shop.Cache.ForgetAllAsync();
        Assert.Equal(DecisionSource.Model, _shop.Decide(slot).Source);
    }

    [Fact]
    public void FailingCache_IsScoredAround()
    {
        var shop = new Shop(new FailingCache()).Viewed("b1");

        var decision = shop.Decide(shop.Slot(Shop.Row("next", cache: Minutes)));

        Assert.Equal("a1 a2 a3", Shop.Show(decision));
        Assert.Equal((DecisionSource.Model, FallbackReason.StoreError), (decision.Source, decision.Reason));
        Assert.Equal(4001, Assert.Single(shop.Logger.Lines).Id.Id);
    }

    [Fact]
    public void RowsWrittenDifferently_DoNotShare()
    {
        _shop.Viewed("b1").Decide(_shop.Slot(Shop.Row("next", cache: Minutes)));

        Assert.Equal(DecisionSource.Model, _shop.Decide(_shop.Slot(Shop.Row("next", count: 4, cache: Minutes))).Source);
        Assert.Equal(DecisionSource.ModelCached, _shop.Decide(_shop.Slot(Shop.Row("next", cache: Minutes))).Source);
    }
}
