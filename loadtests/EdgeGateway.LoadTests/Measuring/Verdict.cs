using System.Globalization;
using Spectre.Console;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>Says for each number whether it keeps its limit, and whether it reaches the final budget of the design.</summary>
internal static class Verdict
{
    /// <summary>Prints the verdicts and returns the exit code: 1 when a limit is broken.</summary>
    public static int Print(IEnumerable<(string What, double Value, double Limit, double Budget)> checks)
    {
        var broken = 0;
        foreach (var (what, value, limit, budget) in checks)
        {
            var word = value <= budget ? "within budget" : value <= limit ? "within limit" : "TOO HIGH";
            broken += value <= limit ? 0 : 1;
            AnsiConsole.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{word,-14} {what}: {value:0.00} (limit {limit}, budget {budget})"));
        }

        return broken == 0 ? 0 : 1;
    }

    /// <summary>The same for numbers that must not fall below a limit.</summary>
    public static int PrintAtLeast(IEnumerable<(string What, double Value, double Limit)> checks)
    {
        var broken = 0;
        foreach (var (what, value, limit) in checks)
        {
            broken += value >= limit ? 0 : 1;
            AnsiConsole.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(value >= limit ? "within budget" : "TOO LOW"),-14} {what}: {value:0.00} x (at least {limit})"));
        }

        return broken == 0 ? 0 : 1;
    }
}
