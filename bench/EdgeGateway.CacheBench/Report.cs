namespace EdgeGateway.CacheBench;

/// <summary>Lines of a program's result.</summary>
internal static class Report
{
    public static bool Verdict(string what, double value, double limit, string unit)
    {
        var kept = value <= limit;
        Console.WriteLine($"{(kept ? "within  " : "TOO HIGH")} {what}: {value:0.##} {unit} (limit {limit:0.##} {unit})");
        return kept;
    }

    /// <summary>Memory of this process that stands in RAM, as the kernel counts it.</summary>
    public static long ResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10;
    }

    public static long HeapBytes()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
