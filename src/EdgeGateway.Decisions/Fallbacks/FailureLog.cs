using Microsoft.Extensions.Logging;

namespace EdgeGateway.Decisions.Fallbacks;

/// <summary>
/// Warns about failures inside decisions, each kind at most once per <see cref="Interval"/>: traffic must not be able to fill
/// the log. The metrics count every one. Thread-safe.
/// </summary>
internal sealed class FailureLog(TimeProvider time, ILogger logger)
{
    private readonly long[] _last = new long[Enum.GetValues<Failure>().Length];

    /// <summary>Quiet time after a warning of the same kind.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    public void Write(Failure failure, string slot, Exception exception)
    {
        if (!TryOpen(failure))
        {
            return;
        }

        switch (failure)
        {
            case Failure.Model:
                Log.ModelFailed(logger, slot, exception);
                break;
            case Failure.Cache:
                Log.CacheFailed(logger, slot, exception);
                break;
            default:
                Log.DecisionFailed(logger, slot, exception);
                break;
        }
    }

    private bool TryOpen(Failure failure)
    {
        // Zero means never; a timestamp that happens to be zero only costs one more line.
        var last = Interlocked.Read(ref _last[(int)failure]);
        var now = time.GetTimestamp();
        return (last == 0 || time.GetElapsedTime(last, now) >= Interval)
            && Interlocked.CompareExchange(ref _last[(int)failure], now, last) == last;
    }
}
