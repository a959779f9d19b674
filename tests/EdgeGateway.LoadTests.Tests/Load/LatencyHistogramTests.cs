using EdgeGateway.LoadTests.Load;

namespace EdgeGateway.LoadTests.Tests.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Steps_FollowEachOtherWithoutGap()
    {
        var last = LatencyHistogram.IndexOf(0);
        Assert.Equal(0, last);
        for (var value = 1L; value < 1 << 20; value++)
        {
            var index = LatencyHistogram.IndexOf(value);

            Assert.InRange(index, last, last + 1);
            last = index;
        }
    }

    [Fact]
    public void EachStep_EndsWhereTheNextBegins()
    {
        for (var index = 0; index <= LatencyHistogram.IndexOf(1L << 60); index++)
        {
            var edge = LatencyHistogram.UpperEdgeOf(index);

            Assert.Equal(index, LatencyHistogram.IndexOf(edge));
            Assert.Equal(index + 1, LatencyHistogram.IndexOf(edge + 1));
        }
    }

    [Fact]
    public void LongestValue_HasAStep() =>
        Assert.Equal(long.MaxValue, LatencyHistogram.UpperEdgeOf(LatencyHistogram.IndexOf(long.MaxValue)));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    [InlineData(1)]
    public void Percentile_IsAboveTheExactOneByLessThanOnePercent(double share)
    {
        var random = new Random(20261120);
        var values = Enumerable.Range(0, 100_000).Select(_ => (long)Math.Exp(random.NextDouble() * 16)).Order().ToArray();
        var histogram = new LatencyHistogram();
        foreach (var value in values)
        {
            histogram.Record(TimeSpan.FromMicroseconds(value));
        }

        var exact = values[(int)Math.Ceiling(share * values.Length) - 1];

        Assert.InRange(histogram.Percentile(share).TotalMicroseconds, exact, exact * 1.01);
    }

    [Fact]
    public void MergedHistograms_CountAsOne()
    {
        var (left, right) = (new LatencyHistogram(), new LatencyHistogram());
        left.Record(TimeSpan.FromMicroseconds(10));
        right.Record(TimeSpan.FromMicroseconds(20));
        right.Record(TimeSpan.FromMicroseconds(30));

        left.Add(right);

        Assert.Equal(3, left.Count);
        Assert.Equal(20, left.Percentile(0.5).TotalMicroseconds);
        Assert.Equal(30, left.Percentile(1).TotalMicroseconds);
        Assert.Equal(10, left.Percentile(0).TotalMicroseconds);
    }

    [Fact]
    public void EmptyHistogram_HasNoLatency() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(0.99));
}
