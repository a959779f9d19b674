using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// One stored response under its full key, and its place in the eviction queues. The queue fields belong to the store's lock.
/// </summary>
internal sealed class StoredVariant(
    CacheRecord record, Variance variance, byte[] secondaryKey, StoredResponse response, MemoryStore store)
{
    /// <summary>Objects and array slots of an entry that are not counted elsewhere.</summary>
    private const int FixedBytes = 624;

    /// <summary>A place of the entry and one of the tag's list, which is half empty at worst.</summary>
    private const int TagBytes = 32;

    /// <summary>Without Vary the second level is the same for all pages of a route.</summary>
    private static readonly Interned<byte[]> SecondaryKeys = new(4096, new ByKeyBytes());

    private StoredVariant? _nextOfRecord;
    private int _revalidating;
    private bool _purged;

    public CacheRecord Record { get; } = record;

    public Variance Variance { get; } = variance;

    public byte[] SecondaryKey { get; } = SecondaryKeys.Of(secondaryKey);

    public StoredResponse Response { get; } = response;

    /// <summary>The tags and the entry's place in each. Guarded by the lock of the <see cref="TagIndex"/>.</summary>
    public TagPlace[] Tags { get; set; } = [];

    /// <summary>Accounted bytes.</summary>
    public long Size { get; set; }

    /// <summary>Uses since the queues last looked, at most 3. Lost updates between threads are harmless.</summary>
    public byte Uses { get; set; }

    /// <summary>Out of the store for good; it will not be linked again.</summary>
    public bool Removed { get; set; }

    /// <summary>Purged: it answers nobody any more, though its room may not have been given back yet.</summary>
    public bool Purged
    {
        get => Volatile.Read(ref _purged);
        set => Volatile.Write(ref _purged, value);
    }

    /// <summary>A newer response took its place: it need not reach the disk any more.</summary>
    public bool Replaced { get; set; }

    /// <summary>The next older variant of the record. Written under the record's lock.</summary>
    public StoredVariant? NextOfRecord
    {
        get => Volatile.Read(ref _nextOfRecord);
        set => Volatile.Write(ref _nextOfRecord, value);
    }

    /// <summary>Leading bytes of the second level that the policy makes; Vary makes the rest.</summary>
    public int PolicyKeyLength { get; init; }

    public VariantQueue? Queue { get; set; }

    public StoredVariant? Newer { get; set; }

    public StoredVariant? Older { get; set; }

    public ulong Hash => KeyHash.Compute(SecondaryKey, Record.Hash);

    /// <summary>True for the one caller who is to start a background revalidation.</summary>
    public bool TryBeginRevalidation() => Interlocked.Exchange(ref _revalidating, 1) == 0;

    public void EndRevalidation() => Volatile.Write(ref _revalidating, 0);

    /// <summary>Notes a use. The first one keeps the header fields as strings, which count from then on.</summary>
    public void Touch()
    {
        if (Uses == 0 && Response.Headers.Expand() is > 0 and var bytes)
        {
            Resize(bytes);
        }

        if (Uses < 3)
        {
            Uses++;
        }
    }

    /// <summary>Tells of a new place among the entries of a tag, under the index's lock.</summary>
    public void MoveTag(TaggedEntries entries, int place)
    {
        foreach (ref var mine in Tags.AsSpan())
        {
            if (ReferenceEquals(mine.Entries, entries))
            {
                mine.Place = place;
            }
        }
    }

    public void Resize(long difference) => store.Resize(this, difference);

    /// <summary>What an entry costs beside body and derived content.</summary>
    public static long OverheadOf(CacheRecord record, byte[] secondaryKey, StoredHeaders headers, string[] tags)
    {
        var shared = SecondaryKeys.Holds(secondaryKey) ? 0 : 24 + secondaryKey.Length;
        return FixedBytes + record.Key.Length + shared + headers.SizeBytes + (tags.Length == 0 ? 0 : 24 + (TagBytes * tags.Length));
    }

    private sealed class ByKeyBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => (int)KeyHash.Compute(obj);
    }
}
