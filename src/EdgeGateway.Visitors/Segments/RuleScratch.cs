using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// What one evaluation remembers: measures already taken and the profile taken apart. One per thread, used again for
/// every evaluation on it (evaluations are synchronous and do not nest), so that none allocates or clears much.
/// </summary>
internal sealed class RuleScratch
{
    private const double NotMeasured = double.NegativeInfinity;

    [ThreadStatic]
    private static RuleScratch? _ofThread;
    private readonly ProfileHistory _history = new();
    private double[] _memo = [];
    private bool _hasHistory;

    /// <summary>The scratch of this thread, with room for so many measures, all forgotten.</summary>
    public static RuleScratch Begin(int measures)
    {
        var scratch = _ofThread ??= new RuleScratch();
        if (scratch._memo.Length < measures)
        {
            scratch._memo = new double[measures];
        }

        scratch._memo.AsSpan(0, measures).Fill(NotMeasured);
        scratch._hasHistory = false;
        return scratch;
    }

    /// <summary>The value of a measure, taken at most once.</summary>
    public double Measure(int index, in RuleMeasure measure, in RuleInput input)
    {
        var value = _memo[index];
        if (value != NotMeasured)
        {
            return value;
        }

        var profile = input.Profile;
        if (!_hasHistory)
        {
            _history.Reset(profile);
            _hasHistory = true;
        }

        return _memo[index] = measure.Read(profile, _history, input.Now);
    }
}
