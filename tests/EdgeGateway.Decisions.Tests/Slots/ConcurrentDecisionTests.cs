using EdgeGateway.Decisions.Tests.Support;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.Hybrid;
using EdgeGateway.TestKit;

namespace EdgeGateway.Decisions.Tests.Slots;

public sealed class ConcurrentDecisionTests
{
    [Fact]
    public async Task VisitorsAtOnce_NeverGetEachOthersRows()
    {
        var cache = new EdgeHybridCache(new EdgeHybridCacheOptions(), new ManualTimeProvider());
        using var start = new Barrier(4);

        var wrong = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(number => Task.Run(() => CountWrongRows(number, cache, start))));

        Assert.Equal([0, 0, 0, 0], wrong);
    }

    /// <summary>Each visitor bought another item, so a row with it was scored for somebody else.</summary>
    private static int CountWrongRows(int number, EdgeHybridCache cache, Barrier start)
    {
        var bought = Shop.ItemIds[number];
        var shop = new Shop(cache) { Visitor = new VisitorId(77, (ulong)number + 1) };
        shop.Did(EventType.Purchase, bought).Viewed("b1");
        var slot = shop.Slot(Shop.Row("next", count: 4, cache: TimeSpan.FromHours(1)));
        var expected = string.Join(' ', Shop.ItemIds.Where(id => id != bought).Take(4));
        var wrong = 0;
        start.SignalAndWait();
        for (var i = 0; i < 2000; i++)
        {
            if (i % 50 == 0)
            {
                shop.Catalogue.Replace(Shop.Items(Shop.ItemIds));
            }

            wrong += Shop.Show(shop.Decide(slot)) == expected ? 0 : 1;
        }

        return wrong;
    }
}
