using System.Reflection;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace EdgeGateway.Benchmarks.Running;

/// <summary>Says for each budget that a benchmark carries: value, budget, and whether it is kept.</summary>
internal static class Verdict
{
    /// <summary>Prints a line for each budget and returns the exit code: 1 when one is broken or was not measured.</summary>
    public static int Print(IEnumerable<Summary> summaries, TextWriter output)
    {
        var broken = 0;
        foreach (var check in summaries.SelectMany(static summary => summary.BenchmarksCases.SelectMany(c => Checks(summary, c))))
        {
            broken += check.IsKept ? 0 : 1;
            output.WriteLine(check.ToString());
        }

        return broken == 0 ? 0 : 1;
    }

    private static IEnumerable<BudgetCheck> Checks(Summary summary, BenchmarkCase benchmark)
    {
        if (benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<BudgetAttribute>() is not { } budget)
        {
            yield break;
        }

        var parameters = benchmark.Parameters.DisplayInfo;
        var name = $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}{parameters}";
        var report = summary[benchmark];
        var mean = report?.ResultStatistics?.Mean;
        if (budget.AllocatedBytes >= 0)
        {
            // Without statistics the operation never ran, whatever the counters say.
            var bytes = mean is null ? null : report?.GcStats.GetBytesAllocatedPerOperation(benchmark);
            yield return new BudgetCheck(name, "B allocated", bytes, budget.AllocatedBytes);
        }

        if (budget.Microseconds > 0)
        {
            yield return new BudgetCheck(name, "µs", mean / 1000, budget.Microseconds);
        }

        if (budget.MegabytesPerSecond > 0)
        {
            var speed = ThroughputColumn.PageOf(benchmark) is { } page ? page.Html.Length * 1000.0 / mean : null;
            yield return new BudgetCheck(name, "MB/s", speed, budget.MegabytesPerSecond) { IsLeast = true };
        }

        if (budget.TimesBaseline > 0)
        {
            yield return new BudgetCheck(name, "× the baseline", mean / BaselineOf(summary, benchmark), budget.TimesBaseline);
        }
    }

    private static double? BaselineOf(Summary summary, BenchmarkCase benchmark) => summary.BenchmarksCases
        .Where(other => other.Descriptor.Baseline && other.Parameters.DisplayInfo == benchmark.Parameters.DisplayInfo)
        .Select(other => summary[other]?.ResultStatistics?.Mean)
        .FirstOrDefault();
}
