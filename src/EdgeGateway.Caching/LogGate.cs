namespace EdgeGateway.Caching;

/// <summary>Lets one report through per interval and counts those between, for warnings that traffic can trigger.</summary>
internal sealed class LogGate(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _last = long.MinValue;
    private long _count;

    /// <summary>How many events to report now, or 0 to stay silent.</summary>
    public long Enter()
    {
        Interlocked.Increment(ref _count);
        var last = Interlocked.Read(ref _last);
        var now = time.GetTimestamp();
        var due = last == long.MinValue || time.GetElapsedTime(last, now) >= Interval;
        return due && Interlocked.CompareExchange(ref _last, now, last) == last ? Interlocked.Exchange(ref _count, 0) : 0;
    }
}
