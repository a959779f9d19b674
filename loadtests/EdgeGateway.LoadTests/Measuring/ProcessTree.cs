using System.Globalization;

namespace EdgeGateway.LoadTests.Measuring;

/// <summary>Reads CPU time of a process and its descendants from /proc: servers that fork do their work in children.</summary>
internal static class ProcessTree
{
    /// <summary>Clock ticks a second in /proc on Linux (USER_HZ, proc(5)).</summary>
    private const int TicksPerSecond = 100;

    public static TimeSpan CpuTimeOf(int process)
    {
        var ticks = TicksOf(process);
        foreach (var child in ChildrenOf(process))
        {
            ticks += (long)(CpuTimeOf(child).TotalSeconds * TicksPerSecond);
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    // Fields 14 and 15, utime and stime; the name in field 2 may hold blanks, so count from its closing bracket.
    private static long TicksOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(static task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(static id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
