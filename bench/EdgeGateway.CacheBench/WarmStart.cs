using System.Diagnostics;
using EdgeGateway.Caching;

namespace EdgeGateway.CacheBench;

/// <summary>A cache of a gigabyte on disk is closed and opened again: how soon is the first hit, how much of the hot set is there?</summary>
internal static class WarmStart
{
    private const int Pages = 30_000;
    private const int Hot = 5_000;

    public static async Task<bool> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("edge-cache-bench-").FullName;
        try
        {
            await FillAsync(folder);
            var began = Stopwatch.GetTimestamp();
            using var bench = Open(folder);
            var opened = Stopwatch.GetElapsedTime(began);
            await bench.GetAsync(1);
            var first = Stopwatch.GetElapsedTime(began);
            var hits = 0;
            for (var page = 0; page < Hot; page++)
            {
                hits += await bench.GetAsync(page) ? 1 : 0;
            }

            var reading = Stopwatch.GetElapsedTime(began) - first;
            Console.WriteLine(
                $"{bench.Cache.DiskCount} entries, {bench.Cache.DiskBytes >> 20} MB; opened in {opened.TotalMilliseconds:0} ms, first hit after "
                + $"{first.TotalMilliseconds:0} ms, then {Hot / reading.TotalSeconds:0} reads/s; kept {hits} of {Hot} hot");
            return Report.Verdict("first hit", first.TotalMilliseconds, 1000, "ms") & Report.Verdict("hot set lost", 100.0 * (Hot - hits) / Hot, 5, "%");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A gigabyte of pages through a store of 900 MB: the oldest segments go, and the hot set has to outlive them.
    private static async Task FillAsync(string folder)
    {
        using var bench = Open(folder);
        for (var page = 0; page < Pages; page++)
        {
            await bench.GetAsync(page);
            await bench.GetAsync(page % Hot);
            while (bench.Cache.DiskQueued > 100)
            {
                await Task.Delay(1);
            }
        }
    }

    private static BenchCache Open(string folder) => new(
        new PageCacheOptions { MaxBytes = 512L << 20, DiskDirectory = folder, DiskMaxBytes = 900L << 20 }, static _ => 37_000);
}
