using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// A stored response under its full key, and its place in the eviction queues. One object and few fields, because there are millions
/// of them: docs/caching.md says what an entry costs. The queue fields belong to the store's lock.
/// </summary>
internal sealed class StoredVariant(
    CacheRecord record,
    byte[] secondaryKey,
    int statusCode,
    StoredHeaders headers,
    SharedBody body,
    StoreDecision decision,
    long receivedTimestamp,
    ResponseKinds kinds)
    : StoredResponse(statusCode, headers, body, decision, receivedTimestamp, kinds)
{
    /// <summary>This object (168), the record (48), the arrays of key and body (28 each with their padding), a slot of the table (12).</summary>
    private const int FixedBytes = 284;

    /// <summary>Of the list of a tag, which is a third empty at worst.</summary>
    private const int TagSlotBytes = 12;

    /// <summary>Without Vary the second level is the same for all pages of a route.</summary>
    private static readonly Interned<byte[]> SecondaryKeys = new(4096, new ByKeyBytes());

    private readonly ushort _policyKeyLength;
    private volatile VariantPlace _place;
    private bool _revalidating;
    private bool _purged;
    private StoredVariant? _nextOfRecord;

    // The entries of the one tag that it has, or all its places.
    private object? _tags;
    private int _placeInTag;

    /// <summary>The record it stands under, or will.</summary>
    public CacheRecord Record { get; set; } = record;

    public Variance Variance => Decision.Variance;

    public byte[] SecondaryKey { get; } = SecondaryKeys.Of(secondaryKey);

    /// <summary>The tags and the entry's place in each. Guarded by the lock of the <see cref="TagIndex"/>.</summary>
    public TagPlace[] Tags
    {
        get => _tags as TagPlace[] ?? (_tags is TaggedEntries entries ? [new TagPlace { Entries = entries, Place = _placeInTag }] : []);
        set
        {
            _tags = value.Length switch { 0 => null, 1 => value[0].Entries, _ => value };
            _placeInTag = value.Length == 1 ? value[0].Place : 0;
        }
    }

    public bool HasTags => _tags is not null;

    /// <summary>Accounted bytes.</summary>
    public long Size { get; set; }

    /// <summary>Uses since the queues last looked, at most 3. Lost updates between threads are harmless.</summary>
    public byte Uses { get; set; }

    public VariantPlace Place
    {
        get => _place;
        set => _place = value;
    }

    public bool Removed => Place == VariantPlace.Gone;

    /// <summary>Used since it came or since the queues last looked. A guess: it takes no lock.</summary>
    public bool IsInUse => Uses > 0 || Place == VariantPlace.Main;

    /// <summary>Counted and not removed.</summary>
    public bool IsKept => Place is not (VariantPlace.Apart or VariantPlace.Gone);

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

    /// <summary>Leading bytes of the second level that the policy makes, up to 64 k; Vary makes the rest.</summary>
    public int PolicyKeyLength
    {
        get => _policyKeyLength;
        init => _policyKeyLength = (ushort)Math.Min(value, ushort.MaxValue);
    }

    public StoredVariant? Newer { get; set; }

    public StoredVariant? Older { get; set; }

    public ulong Hash => KeyHash.Compute(SecondaryKey, Record.Hash);

    /// <summary>True for the one caller who is to start a background revalidation.</summary>
    public bool TryBeginRevalidation() => !Interlocked.Exchange(ref _revalidating, true);

    public void EndRevalidation() => Volatile.Write(ref _revalidating, false);

    /// <summary>Notes a use. The first one keeps the header fields as strings, which count from then on.</summary>
    public void Touch()
    {
        if (Uses == 0 && ExpandHeaders() is not 0 and var bytes)
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
        if (_tags is not TagPlace[] places)
        {
            _placeInTag = place;
            return;
        }

        foreach (ref var mine in places.AsSpan())
        {
            if (ReferenceEquals(mine.Entries, entries))
            {
                mine.Place = place;
            }
        }
    }

    /// <summary>What the entry costs with all that is there of it now; its header fields are packed from here on.</summary>
    public long Measure(string[] tags)
    {
        PackHeaders();
        var key = SecondaryKeys.Holds(SecondaryKey) ? 0 : 24 + SecondaryKey.Length;
        var places = (tags.Length * TagSlotBytes) + (tags.Length > 1 ? 24 + (16 * tags.Length) : 0);
        return FixedBytes + Record.Key.Length + key + Kind.Kinds.CostOf(Kind) + Headers.SizeBytes + places
            + Body.Length + (Forms?.MoveTo(this) ?? 0) + (Derived?.SizeBytes ?? 0);
    }

    internal override void Resize(long difference) => Kind.Kinds.Store.Resize(this, difference);

    private sealed class ByKeyBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => (int)KeyHash.Compute(obj);
    }
}
