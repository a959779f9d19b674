using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using EdgeGateway.Benchmarks.Samples;

namespace EdgeGateway.Benchmarks.Running;

/// <summary>Megabytes a second of the page that a benchmark reads; shown where there is one.</summary>
internal sealed class ThroughputColumn : IColumn
{
    public string Id => nameof(ThroughputColumn);

    public string ColumnName => "MB/s";

    public string Legend => "Megabytes (10^6) of the page read in a second";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(static benchmark => PageOf(benchmark) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        PageOf(benchmarkCase) is { } page && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (page.Html.Length * 1000.0 / statistics.Mean).ToString("0", CultureInfo.InvariantCulture)
            : "-";

    public static RealPage? PageOf(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.Select(static parameter => parameter.Value).OfType<RealPage>().FirstOrDefault();
}
