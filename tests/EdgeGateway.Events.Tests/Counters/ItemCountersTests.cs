using System.Text;
using EdgeGateway.Events.Counters;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Tests.Counters;

public sealed class ItemCountersTests
{
    private const long Hour = 3_600_000;
    private const long Start = 1_767_225_600_000;

    [Fact]
    public void EachType_IsCountedForItself()
    {
        var items = new ItemCounters(new ItemCounterOptions());
        foreach (var type in Enum.GetValues<EventType>())
        {
            items.Add(type, "a"u8, Start);
        }

        items.Add(EventType.View, "a"u8, Start);

        Assert.Equal(new ItemCounts(2, 1, 1, 1, 1), items.Find("a"));
        Assert.Equal(default, items.Find("b"));
        Assert.Equal(1, items.Count);
    }

    [Fact]
    public void EventWithoutItem_IsLeftOut()
    {
        var items = new ItemCounters(new ItemCounterOptions());

        items.Add(EventType.View, default, Start);
        items.Add(EventType.View, new byte[129], Start);

        Assert.Equal(0, items.Count);
        Assert.False(items.Refresh(Start));
    }

    [Fact]
    public void Trending_HalvesWithEveryHalfLife()
    {
        var items = new ItemCounters(new ItemCounterOptions { HalfLife = TimeSpan.FromHours(12) });
        items.Add(EventType.Purchase, "old"u8, Start);
        items.Add(EventType.View, "new"u8, Start + 36 * Hour);
        items.Add(EventType.View, "new"u8, Start + 36 * Hour);

        items.Refresh(Start + 48 * Hour);

        Assert.Equal(["new", "old"], Names(items.Trending));
        Assert.Equal(["old", "new"], Names(items.Popular));
        Assert.Equal(1.0, items.Trending.Items[0].Score, 9);
        Assert.Equal(0.5, items.Trending.Items[1].Score, 9);
        Assert.Equal(8.0, items.Popular.Items[0].Score);
    }

    [Fact]
    public void Trending_EqualsTheSumComputedOneByOne()
    {
        var options = new ItemCounterOptions { HalfLife = TimeSpan.FromHours(5) };
        var items = new ItemCounters(options);
        var random = new Random(3);
        var expected = new Dictionary<string, double>();
        var end = Start + 5_000 * Hour;
        for (var i = 0; i < 20_000; i++)
        {
            var item = "i" + random.Next(50);
            var time = Start + (long)(i / 20_000.0 * (end - Start)) - random.Next(0, 100_000);
            var type = (EventType)random.Next(1, 9);
            items.Add(type, Encoding.UTF8.GetBytes(item), time);
            var weight =
                type switch { EventType.View or EventType.Click => 1, EventType.Cart => 4, EventType.Purchase => 8, _ => 0 };
            expected[item] = expected.GetValueOrDefault(item) + weight * Math.Pow(2, (time - end) / (5.0 * Hour));
        }

        items.Refresh(end);

        foreach (var ranked in items.Trending.Items)
        {
            Assert.Equal(expected[ranked.Item], ranked.Score, expected[ranked.Item] * 1e-9);
        }

        Assert.Equal(expected.OrderByDescending(pair => pair.Value).Select(pair => pair.Key), Names(items.Trending));
    }

    [Fact]
    public void EqualScores_RankByIdAndOnlyTheBestAreKept()
    {
        var items = new ItemCounters(new ItemCounterOptions { MaxRanked = 3 });
        foreach (var item in new[] { "d", "b", "e", "a", "c", "c" })
        {
            items.Add(EventType.View, Encoding.UTF8.GetBytes(item), Start);
        }

        items.Refresh(Start);

        Assert.Equal(["c", "a", "b"], Names(items.Trending));
    }

    [Fact]
    public void ImpressionsAlone_RankNowhere()
    {
        var items = new ItemCounters(new ItemCounterOptions());
        items.Add(EventType.Impression, "a"u8, Start);

        items.Refresh(Start);

        Assert.Empty(items.Trending.Items.ToArray());
        Assert.Equal(1, items.Find("a").Impressions);
    }

    [Fact]
    public void Ranking_IsReplacedOnlyWhenSomethingChanged()
    {
        var items = new ItemCounters(new ItemCounterOptions());
        items.Add(EventType.View, "a"u8, Start);
        Assert.True(items.Refresh(Start));
        var before = items.Trending;

        Assert.False(items.Refresh(Start + Hour));
        Assert.Same(before, items.Trending);

        items.Add(EventType.View, "a"u8, Start);
        Assert.True(items.Refresh(Start + Hour));
        Assert.Equal(1, before.Items.Length);
        Assert.NotSame(before, items.Trending);
    }

    [Fact]
    public void FloodOfItems_ForgetsTheLeastTrending()
    {
        var items = new ItemCounters(new ItemCounterOptions { MaxItems = 100 });
        for (var i = 0; i < 50; i++)
        {
            items.Add(EventType.Purchase, "kept"u8, Start);
        }

        for (var i = 0; i < 10_000; i++)
        {
            items.Add(EventType.View, Encoding.UTF8.GetBytes("flood" + i), Start);
        }

        Assert.InRange(items.Count, 1, 100);
        Assert.Equal(50, items.Find("kept").Purchases);
    }

    [Fact]
    public void Snapshot_RestoresToTheLastBit()
    {
        var options = new ItemCounterOptions();
        var items = new ItemCounters(options);
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            items.Add((EventType)random.Next(1, 9), Encoding.UTF8.GetBytes("item-" + random.Next(700)),
                Start + random.Next(1_000_000));
        }

        var chunks = new List<byte[]>();
        var count = items.Save(4_000, (index, chunk) =>
        {
            Assert.Equal(chunks.Count, index);
            Assert.InRange(chunk.Length, 1, 4_000);
            chunks.Add(chunk.ToArray());
        });
        var restored = new ItemCounters(options);
        restored.Clear(items.Landmark);
        Assert.All(chunks, chunk => Assert.True(restored.TryLoad(chunk)));
        items.Refresh(Start);
        restored.Refresh(Start);

        Assert.Equal(chunks.Count, count);
        Assert.InRange(count, 2, 100);
        Assert.Equal(items.Trending.Items.ToArray(), restored.Trending.Items.ToArray());
        Assert.Equal(items.Popular.Items.ToArray(), restored.Popular.Items.ToArray());
    }

    [Fact]
    public void DamagedChunk_IsRefusedWithoutAnException()
    {
        var items = new ItemCounters(new ItemCounterOptions());
        items.Add(EventType.View, "a"u8, Start);
        byte[] chunk = [];
        items.Save(4_000, (_, bytes) => chunk = bytes.ToArray());

        for (var length = 1; length < chunk.Length; length++)
        {
            Assert.False(new ItemCounters(new ItemCounterOptions()).TryLoad(chunk.AsSpan(0, length)));
        }

        Assert.False(new ItemCounters(new ItemCounterOptions()).TryLoad([.. chunk, .. chunk]));
    }

    [Fact]
    public void OtherHalfLife_KeepsTheValuesOfTheMoment()
    {
        var items = new ItemCounters(new ItemCounterOptions { HalfLife = TimeSpan.FromHours(12) });
        items.Add(EventType.Purchase, "a"u8, Start);
        byte[] chunk = [];
        items.Save(4_000, (_, bytes) => chunk = bytes.ToArray());
        var other = new ItemCounters(new ItemCounterOptions { HalfLife = TimeSpan.FromHours(1) });
        other.Clear(items.Landmark);
        other.TryLoad(chunk);

        other.Rebase(TimeSpan.FromHours(12).TotalMilliseconds, Start + 12 * Hour);
        other.Refresh(Start + 13 * Hour);

        Assert.Equal(2.0, other.Trending.Items[0].Score, 9);
    }

    [Fact]
    public void Adding_AllocatesNothingForAKnownItem()
    {
        var items = new ItemCounters(new ItemCounterOptions());
        items.Add(EventType.View, "sku-1"u8, Start);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            items.Add(EventType.View, "sku-1"u8, Start + i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string[] Names(ItemRanking ranking) => [.. ranking.Items.ToArray().Select(ranked => ranked.Item)];
}
