namespace EdgeGateway.Benchmarks.Running;

/// <summary>The most that a benchmark's operation may take, by the design's budgets.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>Managed bytes of one operation; negative: not limited.</summary>
    public long AllocatedBytes { get; init; } = -1;

    /// <summary>Mean time of one operation; 0: not limited.</summary>
    public double Microseconds { get; init; }

    /// <summary>The least megabytes (10^6) of the page read in a second; 0: not limited.</summary>
    public double MegabytesPerSecond { get; init; }

    /// <summary>Mean time as a multiple of the baseline's; 0: not limited.</summary>
    public double TimesBaseline { get; init; }
}
