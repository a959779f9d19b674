using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Tests.Recommendations;

public sealed class RecommendationListTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void RecentlyViewed_IsNewestFirstWithoutRepeats()
    {
        _shop.Viewed("a1", "b2", "a1", "a3").Did(EventType.Cart, "b6");

        var decision = _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed", count: 6)));

        Assert.Equal("a3 a1 b2", Shop.Show(decision));
        Assert.Equal((DecisionSource.List, FallbackReason.None), (decision.Source, decision.Reason));
    }

    [Fact]
    public void RecentlyViewed_LeavesOutThePageItem()
    {
        _shop.Viewed("a1", "b2", "a3").PageItem = "a3";

        Assert.Equal("b2 a1", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed")))));
    }

    [Fact]
    public void RecentlyViewed_IsNeverFilledWithSomethingElse()
    {
        _shop.Rankings.Trending = new RankedItems(Shop.ItemIds);

        var decision = _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed")));

        Assert.Null(decision.Fragment);
        Assert.Equal(FallbackReason.NoProfile, decision.Reason);
    }

    [Fact]
    public void Trending_IsFilledWithPopularItemsInOrder()
    {
        _shop.Rankings.Trending = new RankedItems(["b6"]);
        _shop.Rankings.Popular = new RankedItems(["a3", "b6"]);

        Assert.Equal("b6 a3 a1 b1", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row(list: "trending", count: 4)))));
    }

    [Fact]
    public void Popular_GoesOnThroughTheCategories()
    {
        _shop.Rankings.Popular = new RankedItems(["b2", "a4"]);

        Assert.Equal("b2 a4 a1 b1", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row(list: "popular", count: 4)))));
    }

    [Fact]
    public void PopularInCategory_FollowsThePageItem()
    {
        _shop.Viewed("a1", "a2").PageItem = "b3";
        _shop.Rankings.Popular = new RankedItems(["a1", "b6", "b3"]);

        var decision = _shop.Decide(_shop.Slot(Shop.Row(list: "popular-in-category")));

        Assert.Equal("b6 b1 b2", Shop.Show(decision));
        Assert.Equal(DecisionSource.SegmentList, decision.Source);
    }

    [Theory]
    [InlineData("a1 b1 b2", "b3 b4 b5")]
    [InlineData("a1 b1 a2", "a3 a4 a5")]
    [InlineData("a1 b1", "b2 b3 b4")]
    public void PopularInCategory_FollowsTheMostViewedThenNewestCategory(string viewed, string expected)
    {
        _shop.Viewed(viewed.Split(' '));

        var decision = _shop.Decide(_shop.Slot(Shop.Row(list: "popular-in-category", seen: true)));

        Assert.Equal(expected, Shop.Show(decision));
    }

    [Fact]
    public void PopularInCategory_WithoutAnyCategoryKeepsTheOrigin()
    {
        var decision = _shop.Decide(_shop.Slot(Shop.Row(list: "popular-in-category")));

        Assert.Null(decision.Fragment);
        Assert.Equal(FallbackReason.NoProfile, decision.Reason);
    }

    [Fact]
    public void Similar_IsScoredFromThePageItemAlone()
    {
        _shop.Viewed("b1", "b2").PageItem = "a2";

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next", "similar")));

        Assert.Equal(["a2"], _shop.Model.History);
        Assert.Equal("a1 a3 a4", Shop.Show(decision));
        Assert.Equal(DecisionSource.Model, decision.Source);
    }

    [Fact]
    public void Similar_WithoutModelStaysInTheCategory()
    {
        _shop.Models.ByName.Clear();
        _shop.Rankings.Trending = new RankedItems(Shop.ItemIds);
        _shop.Catalogue.Replace(Shop.Items(["b1", "b2", "a1"]));
        _shop.PageItem = "b1";

        var decision = _shop.Decide(_shop.Slot(Shop.Row("next", "similar")));

        Assert.Equal("b2", Shop.Show(decision));
        Assert.Equal((DecisionSource.SegmentList, FallbackReason.NoModel), (decision.Source, decision.Reason));
    }

    [Fact]
    public void Similar_AwayFromProductPagesKeepsTheOrigin()
    {
        _shop.Viewed("a1");

        Assert.Null(_shop.Decide(_shop.Slot(Shop.Row("next", "similar"))).Fragment);
    }

    [Fact]
    public void EveryListWord_IsReadBack()
    {
        foreach (var word in RecommendationListText.Words)
        {
            Assert.True(RecommendationListText.TryParse(word, out var list));
            Assert.Equal(word, list.ToText());
            Assert.Contains(word, RecommendationListText.Accepted, StringComparison.Ordinal);
        }

        Assert.False(RecommendationListText.TryParse("Trending", out _));
    }
}
