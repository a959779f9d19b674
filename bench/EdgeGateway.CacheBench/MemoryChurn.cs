using System.Diagnostics;
using EdgeGateway.Caching;

namespace EdgeGateway.CacheBench;

/// <summary>Ten times the working set through the cache: how much RAM does the process take for its cap?</summary>
internal static class MemoryChurn
{
    private const long Cap = 256L << 20;

    /// <summary>More than an origin delivers, and slow enough for collections in the background.</summary>
    private const long BytesPerSecond = 150 << 20;

    public static async Task<bool> RunAsync()
    {
        using var bench = new BenchCache(new PageCacheOptions { MaxBytes = Cap }, BodyBytes);
        await bench.GetAsync(0);
        Report.HeapBytes();
        var idle = Report.ResidentBytes();
        var most = 0L;
        var largest = 0L;
        var random = new Random(7);
        long asked = 0;
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; asked < 10 * Cap; i++)
        {
            // Half of what is asked for is new, half is skewed to what is hot.
            var page = i % 2 == 0 ? i : (int)(Math.Pow(random.NextDouble(), 3) * 20_000);
            await bench.GetAsync(page);
            asked += i % 2 == 0 ? BodyBytes(page) : 0;
            if (i % 64 == 0)
            {
                while (asked > Stopwatch.GetElapsedTime(began).TotalSeconds * BytesPerSecond)
                {
                    await Task.Delay(1);
                }

                most = Math.Max(most, Report.ResidentBytes());
                largest = Math.Max(largest, bench.Cache.Bytes);
            }
        }

        Console.WriteLine(
            $"cap {Cap >> 20} MB, accounted at most {largest >> 20} MB, process {idle >> 20} MB idle, {most >> 20} MB at most, {Report.ResidentBytes() >> 20} MB at the end; "
            + $"{bench.Cache.Count} entries, {GC.CollectionCount(2)} full collections, paused {GC.GetTotalPauseDuration().TotalMilliseconds:0} ms");
        return Report.Verdict("memory beyond the idle process / cap", (most - idle) / (double)Cap, 1.1, "x")
            & Report.Verdict("accounted / cap", largest / (double)Cap, 1, "x");
    }

    private static int BodyBytes(int page) => ((uint)page * 2654435761u >> 16) switch
    {
        var r when r % 100 < 40 => 300 + (int)(r % 2700),
        var r when r % 100 < 90 => 3000 + (int)(r % 57_000),
        var r when r % 100 < 99 => 60_000 + (int)(r * 5 % 340_000),
        var r => 400_000 + (int)(r * 9 % 600_000),
    };
}
