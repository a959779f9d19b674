using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// One stored response under its full key, and its place in the eviction queues. The queue fields belong to the store's lock.
/// </summary>
internal sealed class StoredVariant(
    CacheRecord record, Variance variance, byte[] secondaryKey, StoredResponse response, string[] tags, MemoryStore store)
{
    /// <summary>Objects and array slots of an entry that are not counted elsewhere.</summary>
    private const int FixedBytes = 560;

    private int _revalidating;

    public CacheRecord Record { get; } = record;

    public Variance Variance { get; } = variance;

    public byte[] SecondaryKey { get; } = secondaryKey;

    public StoredResponse Response { get; } = response;

    public string[] Tags { get; } = tags;

    /// <summary>Accounted bytes.</summary>
    public long Size { get; set; }

    /// <summary>Uses since the queues last looked, at most 3. Lost updates between threads are harmless.</summary>
    public byte Uses { get; set; }

    /// <summary>Out of the store for good; it will not be linked again.</summary>
    public bool Removed { get; set; }

    /// <summary>Leading bytes of the second level that the policy makes; Vary makes the rest.</summary>
    public int PolicyKeyLength { get; init; }

    public VariantQueue? Queue { get; set; }

    public StoredVariant? Newer { get; set; }

    public StoredVariant? Older { get; set; }

    public ulong Hash => KeyHash.Compute(SecondaryKey, Record.Hash);

    /// <summary>True for the one caller who is to start a background revalidation.</summary>
    public bool TryBeginRevalidation() => Interlocked.Exchange(ref _revalidating, 1) == 0;

    public void EndRevalidation() => Volatile.Write(ref _revalidating, 0);

    public void Touch()
    {
        if (Uses < 3)
        {
            Uses++;
        }
    }

    public void Resize(long difference) => store.Resize(this, difference);

    /// <summary>What an entry costs beside body and derived content.</summary>
    public static long OverheadOf(CacheRecord record, byte[] secondaryKey, StoredHeaders headers, string[] tags)
    {
        var size = FixedBytes + record.Key.Length + secondaryKey.Length + headers.SizeBytes;
        foreach (var tag in tags)
        {
            size += 64 + (2 * tag.Length);
        }

        return size;
    }
}
