using System.Globalization;
using System.IO.Compression;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.TestKit;

namespace EdgeGateway.CacheBench;

/// <summary>Hit ratios of our admission and eviction on real traces, beside LRU and the clairvoyant optimum.</summary>
internal static class HitRatios
{
    private static readonly (string Trace, int[] Entries)[] Traces =
    [
        ("web07", [250, 1000, 4000]), ("web12", [250, 1000, 4000]), ("scarab-recs", [5000, 25_000, 50_000, 100_000]),
    ];

    public static bool Run()
    {
        var kept = true;
        Console.WriteLine("| trace | room | LRU | ours | optimum |\n|---|---:|---:|---:|---:|");
        foreach (var (name, capacities) in Traces)
        {
            var requests = Read(name).Select(line => (Key: line, Size: 1L)).ToArray();
            foreach (var capacity in capacities)
            {
                var (lru, ours) = (Lru(requests, capacity), Ours(requests, capacity));
                Console.WriteLine($"| {name} | {capacity} entries | {lru.Objects:0.0000} | {ours.Objects:0.0000} | {Optimum(requests, capacity):0.0000} |");
                kept &= ours.Objects >= lru.Objects;
            }
        }

        // A key with another size is another object.
        var sized = Read("cdn-request-sizes").Select(line => line.Split(' ')).Select(
            f => (Key: f[1] + ' ' + f[2], Size: long.Parse(f[2], CultureInfo.InvariantCulture))).ToArray();
        foreach (var megabytes in (int[])[1, 4, 16, 64, 256])
        {
            var (lru, ours) = (Lru(sized, (long)megabytes * 1_000_000), Ours(sized, (long)megabytes * 1_000_000));
            Console.WriteLine(
                $"| cdn-request-sizes | {megabytes} MB | {lru.Objects:0.0000} / {lru.Bytes:0.0000} | {ours.Objects:0.0000} / {ours.Bytes:0.0000} | |");
            kept &= ours.Objects >= lru.Objects;
        }

        Console.WriteLine(kept ? "within   ours is nowhere below LRU" : "TOO LOW  ours is below LRU somewhere");
        return kept;
    }

    private static IEnumerable<string> Read(string name)
    {
        using var reader = new StreamReader(new GZipStream(
            File.OpenRead(TestData.PathOf($"cache-traces/{name}.txt.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static (double Objects, double Bytes) Ours((string Key, long Size)[] requests, long capacity)
    {
        var present = new Dictionary<string, StoredVariant>(StringComparer.Ordinal);
        var names = new Dictionary<StoredVariant, string>();
        var store = new MemoryStore(capacity, evicted => present.Remove(names[evicted]), watchesHeap: false);
        var kinds = new ResponseKinds(store, TimeProvider.System);
        var decision = new StoreDecision { Reason = NotStoredReason.None, Directives = ResponseDirectives.None };
        var score = new Score();
        foreach (var (key, size) in requests)
        {
            var hit = present.TryGetValue(key, out var variant);
            score.Add(hit, size);
            if (hit)
            {
                variant!.Uses = (byte)Math.Min(variant.Uses + 1, 3);
            }
            else if (store.TryReserve(size))
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(key);
                var record = new CacheRecord(bytes, (uint)KeyHash.Compute(bytes));
                variant = new StoredVariant(record, [], 200, default, default, decision, 0, kinds) { Size = size };
                present[key] = variant;
                names[variant] = key;
                store.Link(variant, inheritsMain: false);
            }
        }

        return score.Ratios;
    }

    private static (double Objects, double Bytes) Lru((string Key, long Size)[] requests, long capacity)
    {
        var order = new LinkedList<(string Key, long Size)>();
        var places = new Dictionary<string, LinkedListNode<(string Key, long Size)>>(StringComparer.Ordinal);
        var score = new Score();
        long used = 0;
        foreach (var request in requests)
        {
            var hit = places.TryGetValue(request.Key, out var place);
            score.Add(hit, request.Size);
            if (hit)
            {
                order.Remove(place!);
                order.AddLast(place!);
            }
            else if (request.Size <= capacity)
            {
                for (used += request.Size; used > capacity; order.RemoveFirst())
                {
                    used -= order.First!.Value.Size;
                    places.Remove(order.First.Value.Key);
                }

                places[request.Key] = order.AddLast(request);
            }
        }

        return score.Ratios;
    }

    /// <summary>Evicts what is used again last; for entries of one size that is the best there is (Belady 1966).</summary>
    private static double Optimum((string Key, long Size)[] requests, int capacity)
    {
        var next = new int[requests.Length];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = requests.Length - 1; i >= 0; i--)
        {
            next[i] = seen.GetValueOrDefault(requests[i].Key, int.MaxValue - i);
            seen[requests[i].Key] = i;
        }

        var uses = new SortedSet<int>();
        var score = new Score();
        for (var i = 0; i < requests.Length; i++)
        {
            var hit = uses.Remove(i);
            score.Add(hit, 1);
            uses.Add(next[i]);
            if (uses.Count > capacity)
            {
                uses.Remove(uses.Max);
            }
        }

        return score.Ratios.Objects;
    }

    private sealed class Score
    {
        private long _hits;
        private long _hitBytes;
        private long _count;
        private long _bytes;

        public (double Objects, double Bytes) Ratios => ((double)_hits / _count, (double)_hitBytes / _bytes);

        public void Add(bool hit, long size)
        {
            _count++;
            _bytes += size;
            _hits += hit ? 1 : 0;
            _hitBytes += hit ? size : 0;
        }
    }
}
