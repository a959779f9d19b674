using System.Diagnostics;
using System.Globalization;
using EdgeGateway.TestKit.Pages;

namespace EdgeGateway.Benchmarks.Fuzzing;

/// <summary>
/// <c>fuzz [--minutes N] [--seed S] [--passing]</c>: reads damaged pages for a while, as stored ones or as they pass. The first one that goes wrong is kept in a file and
/// ends the run; its seed makes it again.
/// </summary>
internal static class FuzzCommand
{
    public static int Run(ReadOnlySpan<string> args)
    {
        var minutes = Number(args, "--minutes", 5);
        var seed = (int)Number(args, "--seed", Environment.TickCount);
        var random = new Random(seed);
        var pages = new PageMutator(random);
        IPageCheck check = args.Contains("--passing") ? new StreamCheck(random) : new PlanCheck(random);
        Console.WriteLine($"Reading damaged pages for {minutes} minutes, seed {seed}.");
        var (started, told, count) = (Stopwatch.GetTimestamp(), 0.0, 0L);
        while (Stopwatch.GetElapsedTime(started).TotalMinutes is var past && past < minutes)
        {
            var html = pages.Next();
            count++;
            if (check.Run(html) is { } problem)
            {
                var file = Path.Combine(Path.GetTempPath(), $"edge-fuzz-{seed}.html");
                File.WriteAllBytes(file, html);
                Console.WriteLine($"Page {count} of seed {seed}, kept in '{file}': {problem}");
                return 1;
            }

            if (past - told > 0.5)
            {
                told = past;
                Console.WriteLine(Progress(past, count, check));
            }
        }

        Console.WriteLine($"Nothing went wrong. {Progress(Stopwatch.GetElapsedTime(started).TotalMinutes, count, check)}");
        return check.Found > 0 ? 0 : 1;
    }

    private static string Progress(double minutes, long count, IPageCheck check) => string.Create(
        CultureInfo.InvariantCulture, $"{minutes:0.0} minutes: {count} pages, {check.Bytes / 1_000_000} MB, {check.Found} slots found.");

    private static double Number(ReadOnlySpan<string> args, string name, double otherwise)
    {
        var index = args.IndexOf(name);
        return index >= 0 && index + 1 < args.Length
            && double.TryParse(args[index + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
    }
}
