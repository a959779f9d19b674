using EdgeGateway.Caching;
using EdgeGateway.Caching.Storage;

namespace EdgeGateway.CacheBench;

/// <summary>
/// What one of many small entries costs beside its body: key, six header fields, a tag and all our own objects; and what of that
/// is no byte of key or fields either.
/// </summary>
internal static class EntryCost
{
    private const int Entries = 250_000;
    private const int BodyBytes = 256;
    private const int BytesPerEntry = 400;

    public static async Task<bool> RunAsync()
    {
        using var bench = new BenchCache(new PageCacheOptions { MaxBytes = 8L << 30 }, static _ => BodyBytes);
        await bench.GetAsync(Entries);
        var before = Report.HeapBytes();
        for (var page = 0; page < Entries; page++)
        {
            await bench.GetAsync(page);
        }

        var each = ((Report.HeapBytes() - before) / (double)Entries) - BodyBytes;
        var accounted = (bench.Cache.Bytes / (double)bench.Cache.Count) - BodyBytes;
        var (key, fields) = await StoredBytesAsync(bench.Cache);
        Console.WriteLine(
            $"{bench.Cache.Count} entries of {BodyBytes} B, {fields} B of fields and a key of {key} B; accounted {accounted:0} B each beside their bodies");
        return Report.Verdict("an entry beside its body", each, BytesPerEntry, "B")
            & Report.Verdict("an entry beside body, fields and key", each - fields - key, BytesPerEntry, "B")
            & Report.Verdict("what it costs beyond what is accounted", each - accounted, 0, "B");
    }

    private static async Task<(int Key, int Fields)> StoredBytesAsync(PageCache cache)
    {
        var answer = await cache.GetAsync(BenchCache.Request(Entries - 1), CancellationToken.None);
        var variant = (StoredVariant)answer.Response!;
        return (variant.Record.Key.Length, ((byte[])variant.Headers.Pack().Form!).Length);
    }
}
