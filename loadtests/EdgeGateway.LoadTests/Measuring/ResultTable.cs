using System.Globalization;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>The rows side by side, with CPU as a ratio of the baseline.</summary>
internal static class ResultTable
{
    public static void Write(IEnumerable<Row> rows, double baseline)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("");
        foreach (var name in (string[])["req/s", "CPU µs/req", "× raw", "alloc B/req", "p50 µs", "p99 µs", "body B"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(
                row.Name, Text(row.RequestsPerSecond, "0"), Text(row.CpuMicroseconds, "0.0"),
                Text(row.CpuMicroseconds / baseline, "0.00"),
                Text(row.AllocatedBytes, "0"), Text(row.P50.TotalMicroseconds, "0"), Text(row.P99.TotalMicroseconds, "0"),
                Text(row.BodyBytes, "0"));
        }

        AnsiConsole.Write(table);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
