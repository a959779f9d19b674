using System.Numerics;

namespace EdgeGateway.LoadTests.Load;

/// <summary>
/// Latencies in microseconds with a relative error below 1 %: values below 256 have a count of their own, and each power of
/// two above has 128 counts of equal width. One writer; merge the histograms of several.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[IndexOf(long.MaxValue) + 1];

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

    /// <summary>
    /// The latency that a share of all requests does not exceed; the upper edge of its step, so never too good.
    /// </summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return TimeSpan.FromMicroseconds(UpperEdgeOf(i));
            }
        }

        return TimeSpan.Zero;
    }

    // The top eight bits of a value, 128 to 255, and how far they are shifted; consecutive without a gap.
    internal static int IndexOf(long microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)microseconds) - StepBits);
        return (shift * Steps) + (int)(microseconds >> shift);
    }

    internal static long UpperEdgeOf(int index)
    {
        var shift = Math.Max(0, (index / Steps) - 1);
        var top = index - (shift * Steps);
        return (((long)top + 1) << shift) - 1;
    }
}
