using System.Numerics;

namespace EdgeGateway.LoadTests.Load;

/// <summary>
/// Latencies in microseconds with a relative error below 1 %: 128 linear steps in each power of two. One writer; merge the
/// histograms of several.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[(64 - StepBits + 1) * Steps];

    public long Count { get; private set; }

    public void Record(TimeSpan latency)
    {
        _counts[IndexOf(Math.Max(0, (long)latency.TotalMicroseconds))]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <summary>The latency that a share of all requests does not exceed.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0)
            {
                return TimeSpan.FromMicroseconds(ValueOf(i));
            }
        }

        return TimeSpan.Zero;
    }

    private static int IndexOf(long value)
    {
        if (value < Steps)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - StepBits + 1;
        return (shift * Steps) + (int)(value >> shift);
    }

    private static long ValueOf(int index)
    {
        var shift = Math.Max(0, (index / (Steps / 2)) - 1);
        for (; shift >= 0; shift--)
        {
            var value = (long)(index - (shift * Steps)) << shift;
            if (index - (shift * Steps) is >= 0 and < Steps && IndexOf(value) == index)
            {
                return value;
            }
        }

        return index;
    }
}
