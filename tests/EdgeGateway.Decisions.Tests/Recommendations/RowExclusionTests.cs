using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Decisions.Tests.Recommendations;

public sealed class RowExclusionTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void BoughtItem_IsNotOffered()
    {
        _shop.Did(EventType.Purchase, "a1").Viewed("b1");

        Assert.Equal("a2 a3 a4", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row("next")))));
        Assert.Equal(["a1"], _shop.Model.Excluded);
    }

    [Fact]
    public void BoughtItem_IsOfferedWhereTheRowAllowsIt()
    {
        _shop.Did(EventType.Purchase, "a1").Viewed("b1");

        Assert.Equal("a1 a2 a3", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row("next", bought: false)))));
    }

    [Fact]
    public void SeenItem_IsLeftOutWhereTheRowAsksForIt()
    {
        _shop.Viewed("a1", "a3");

        Assert.Equal("a2 a4 a5", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row("next", seen: true)))));
    }

    [Theory]
    [InlineData("trending", "a3 a4 a5")]
    [InlineData("popular", "b1 b2 a3")]
    [InlineData("popular-in-category", "a3 a4 a5")]
    public void ListRows_ExcludeTheSame(string list, string expected)
    {
        _shop.Did(EventType.Purchase, "a2").PageItem = "a1";
        _shop.Rankings.Trending = new RankedItems(Shop.ItemIds);

        Assert.Equal(expected, Shop.Show(_shop.Decide(_shop.Slot(Shop.Row(list: list)))));
    }

    [Fact]
    public void UnavailableItem_IsNotOffered()
    {
        _shop.Viewed("b1").Catalogue.Replace(Shop.Items(Shop.ItemIds, "a1", "a3"));

        Assert.Equal("a2 a4 a5", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row("next")))));
    }

    [Fact]
    public void ItemThatLeftTheCatalogue_IsNotOffered()
    {
        _shop.Viewed("b1").Catalogue.Replace(Shop.Items(["b6", "a4", "a2"]));

        Assert.Equal("a2 a4 b6", Shop.Show(_shop.Decide(_shop.Slot(Shop.Row("next")))));
    }

    [Fact]
    public void SecondRow_ShowsOtherItems()
    {
        _shop.Viewed("b1");
        var slot = _shop.Slot(Shop.Row("next"));

        var first = _shop.Decide(slot);
        var second = _shop.DecideNext(slot, new SlotDecision());

        Assert.Equal("a1 a2 a3", Shop.Show(first));
        Assert.Equal("a4 a5 a6", Shop.Show(second));
    }

    [Fact]
    public void NextPage_StartsAfresh()
    {
        _shop.Viewed("b1");
        var slot = _shop.Slot(Shop.Row("next"));
        _shop.Decide(slot);

        Assert.Equal("a1 a2 a3", Shop.Show(_shop.Decide(slot)));
    }

    [Fact]
    public void OnePage_UsesOneCatalogue()
    {
        _shop.Viewed("b1");
        var slot = _shop.Slot(Shop.Row("next"));
        _shop.Decide(slot);

        _shop.Catalogue.Replace(Shop.Items(["a1"]));
        var second = _shop.DecideNext(slot, new SlotDecision());

        Assert.Equal("a4 a5 a6", Shop.Show(second));
    }
}
