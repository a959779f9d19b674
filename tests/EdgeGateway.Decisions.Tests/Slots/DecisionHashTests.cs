using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Decisions.Tests.Support;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class DecisionHashTests
{
    private readonly Shop _shop = new();

    [Fact]
    public void SameContent_HasTheSameHash()
    {
        var slot = _shop.Slot(Shop.Row("next", cache: TimeSpan.FromHours(1)));
        var scored = _shop.Viewed("b1").Decide(slot).DecisionHash;

        var cached = _shop.Decide(slot).DecisionHash;

        Assert.NotEqual(0UL, scored);
        Assert.Equal(scored, cached);
    }

    [Fact]
    public void OriginsBytes_HashToZero() =>
        Assert.Equal(0UL, _shop.Decide(_shop.Slot(Shop.Row(list: "recently-viewed"))).DecisionHash);

    [Fact]
    public void WhateverIsShown_ChangesTheHash()
    {
        _shop.Viewed("b1");
        var hashes = new List<ulong>
        {
            _shop.Decide(_shop.Slot(Shop.Row("next"))).DecisionHash,
            _shop.Decide(_shop.Slot(Shop.Row("next", count: 2))).DecisionHash,
            _shop.Decide(_shop.Slot(Shop.Banner())).DecisionHash,
            _shop.Decide(_shop.Slot(Shop.Banner("other"))).DecisionHash,
            _shop.Decide(_shop.Slot(Shop.Banner(text: "Hello"))).DecisionHash,
            _shop.Decide(_shop.Slot(Shop.Banner(text: "Hello!"))).DecisionHash,
        };
        _shop.PageItem = "a2";
        hashes.Add(_shop.Decide(_shop.Slot(Shop.Row("next"))).DecisionHash);

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void ChangedItem_ChangesTheHash()
    {
        var slot = _shop.Slot(Shop.Row("next"));
        var before = _shop.Viewed("b1").Decide(slot).DecisionHash;
        var changed = CatalogueFile.Load(new StringReader("item,title\na1,New title\na2,Item a2\na3,Item a3\n"), "c.csv");
        _shop.Catalogue.Replace(changed.Catalogue!);

        Assert.NotEqual(before, _shop.Decide(slot).DecisionHash);
    }

    [Fact]
    public void OrderOfItems_ChangesTheHash()
    {
        var slot = _shop.Slot(Shop.Row(list: "recently-viewed"));
        var first = _shop.Viewed("a1", "a2").Decide(slot).DecisionHash;

        Assert.NotEqual(first, _shop.Viewed("a1").Decide(slot).DecisionHash);
    }

    [Fact]
    public void ValuesThatJoinAlike_HashDifferently()
    {
        var one = new SlotContentModel("f", null, new Dictionary<string, string> { ["a"] = "b1:c", ["d"] = "e" });
        var two = new SlotContentModel("f", null, new Dictionary<string, string> { ["a"] = "b", ["1:cd"] = "e" });

        Assert.NotEqual(one.FrameHash, two.FrameHash);
    }
}
