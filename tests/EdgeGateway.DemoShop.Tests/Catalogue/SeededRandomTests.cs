using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Tests.Catalogue;

public sealed class SeededRandomTests
{
    /// <summary>The first outputs of the authors' reference program for seed 1234567.</summary>
    [Fact]
    public void Bits_AreThoseOfSplitMix64()
    {
        var random = new SeededRandom(1234567);

        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL],
            [random.NextBits(), random.NextBits(), random.NextBits()]);
    }

    [Fact]
    public void CumulativePick_FollowsTheWeights()
    {
        var random = new SeededRandom(1);
        var counts = new int[3];

        for (var i = 0; i < 10_000; i++)
        {
            counts[random.PickCumulative([1, 1.5, 10])]++;
        }

        Assert.InRange(counts[0], 900, 1100);
        Assert.InRange(counts[1], 430, 570);
        Assert.InRange(counts[2], 8300, 8700);
    }

    [Fact]
    public void Sample_IsDistinctAndNoLongerThanItsSource()
    {
        var sample = new SeededRandom(3).Sample([1, 2, 3, 4], 9);

        Assert.Equal([1, 2, 3, 4], sample.Order());
    }
}
