using System.Diagnostics;
using EdgeGateway.Caching;
using EdgeGateway.Caching.Invalidation;

namespace EdgeGateway.CacheBench;

/// <summary>A purge of a tag on 10,000 of a million entries, and what hits feel of it.</summary>
internal static class PurgeCost
{
    private const int Entries = 1_000_000;
    private const double LimitMilliseconds = 5;

    public static async Task<bool> RunAsync()
    {
        using var bench = new BenchCache(new PageCacheOptions { MaxBytes = 8L << 30 }, static _ => 256);
        for (var page = 0; page < Entries; page++)
        {
            await bench.GetAsync(page);
        }

        GC.Collect();
        var alone = new Histogram();
        Hit(bench.Cache, TimeSpan.FromSeconds(2), alone, CancellationToken.None);
        var during = new Histogram();
        using var done = new CancellationTokenSource();
        var hits = Task.Factory.StartNew(
            () => Hit(bench.Cache, TimeSpan.FromMinutes(1), during, done.Token), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var times = new List<double>();
        for (var tag = 10; tag < 40; tag++)
        {
            var began = Stopwatch.GetTimestamp();
            var count = bench.Cache.PurgeTag($"c{tag}", PurgeMode.Hard);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (count != 10_000)
            {
                throw new InvalidOperationException($"The purge hit {count} entries.");
            }

            await Task.Delay(50);
        }

        await done.CancelAsync();
        await hits;
        foreach (var (name, purge) in ((string, Func<int>)[])[
            ("prefix of 111,111", () => bench.Cache.PurgePrefix("https://shop.example/product/5", PurgeMode.Hard)),
            ("host", () => bench.Cache.PurgeHost("shop.example", PurgeMode.Soft)),
            ("all", () => bench.Cache.PurgeAll(PurgeMode.Hard))])
        {
            var began = Stopwatch.GetTimestamp();
            var count = purge();
            Console.WriteLine($"purge by {name}: {count} entries in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");
        }

        times.Sort();
        Console.WriteLine($"30 purges of 10,000: median {times[15]:0.00} ms, fastest {times[0]:0.00} ms, slowest {times[^1]:0.00} ms");
        Console.WriteLine($"hits alone p50 {alone.At(0.5):0.00} us p99 {alone.At(0.99):0.00} us; during purges p50 {during.At(0.5):0.00} us p99 {during.At(0.99):0.00} us");
        return Report.Verdict("median purge of 10,000", times[15], LimitMilliseconds, "ms")
            & Report.Verdict("p99 of hits during purges / alone", during.At(0.99) / alone.At(0.99), 1.5, "x");
    }

    private static void Hit(PageCache cache, TimeSpan time, Histogram histogram, CancellationToken stop)
    {
        // A thousand pages that no purge means, asked at a pace that leaves the other core to the purges.
        var requests = Enumerable.Range(0, 1000).Select(i => BenchCache.Request(i * 9)).ToArray();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; !stop.IsCancellationRequested && Stopwatch.GetElapsedTime(began) < time; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            var pending = cache.GetAsync(requests[i % requests.Length], CancellationToken.None);
            if (!pending.IsCompletedSuccessfully || pending.Result.Response is null)
            {
                throw new InvalidOperationException("A hit was expected.");
            }

            histogram.Add(Stopwatch.GetElapsedTime(asked).TotalMicroseconds);
        }
    }

    private sealed class Histogram
    {
        private readonly long[] _counts = new long[100_000];
        private long _total;

        public void Add(double microseconds)
        {
            _counts[Math.Min((int)(microseconds * 100), _counts.Length - 1)]++;
            _total++;
        }

        public double At(double share)
        {
            var rank = (long)(_total * share);
            var index = 0;
            for (var seen = _counts[0]; seen < rank; seen += _counts[++index])
            {
            }

            return index / 100.0;
        }
    }
}
