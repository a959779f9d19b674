using System.Collections.Concurrent;
using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Everything under one primary key: the stored variants, newest first, chained through themselves, and the fills that run.
/// Readers walk the chain without a lock; writers hold <see cref="Gate"/>. A million of these exist, so what is rare has no field.
/// </summary>
internal sealed class CacheRecord(byte[] key, uint hash)
{
    /// <summary>Shared by all records: two that meet at one lock only wait, for nobody holds two of them.</summary>
    private static readonly Lock[] Gates = [.. Enumerable.Range(0, 1024).Select(static _ => new Lock())];

    /// <summary>Few records have fills at any time, so they have no field for them. Each list is guarded by its record's gate.</summary>
    private static readonly ConcurrentDictionary<CacheRecord, List<Fill>> Filling = new();

    private CacheRecord? _next;
    private StoredVariant? _newest;

    // The generation, and the sign of the dead.
    private int _state;

    public byte[] Key { get; } = key;

    /// <summary>The lower half of the key's hash.</summary>
    public uint Hash { get; } = hash;

    public Lock Gate => Gates[Hash & (Gates.Length - 1)];

    /// <summary>Running fills. Guarded by <see cref="Gate"/>.</summary>
    public IReadOnlyList<Fill> Fills => Filling.TryGetValue(this, out var fills) ? fills : [];

    /// <summary>
    /// Counts invalidations while fills run: one that started before must not be stored. Guarded by <see cref="Gate"/>.
    /// </summary>
    public int Generation => _state & int.MaxValue;

    /// <summary>Taken out of the table because nothing was left; look again. Guarded by <see cref="Gate"/>.</summary>
    public bool Dead => _state < 0;

    /// <summary>The next record of the same chain of the table.</summary>
    public CacheRecord? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>The link itself, for the table.</summary>
    public ref CacheRecord? NextLink => ref _next;

    /// <summary>The newest variant; the others follow through <see cref="StoredVariant.NextOfRecord"/>.</summary>
    public StoredVariant? Newest
    {
        get => Volatile.Read(ref _newest);
        private set => Volatile.Write(ref _newest, value);
    }

    /// <summary>Finds the variant for a request, the newest first; never one that was purged.</summary>
    public StoredVariant? Find(CacheRequest request)
    {
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        try
        {
            Variance? written = null;
            for (var variant = Newest; variant is not null; variant = variant.NextOfRecord)
            {
                if (!ReferenceEquals(written, variant.Variance))
                {
                    written = variant.Variance;
                    writer.Clear();
                    written.Write(ref writer, request);
                }

                if (!variant.Purged && writer.Written.SequenceEqual(variant.SecondaryKey))
                {
                    return variant;
                }
            }

            return null;
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Fills that run now bring nothing to be stored. The caller holds the gate.</summary>
    public void Invalidate() => _state = (_state & int.MinValue) | ((_state + 1) & int.MaxValue);

    /// <summary>The caller holds the gate and takes it out of the table.</summary>
    public void Die() => _state |= int.MinValue;

    /// <summary>Puts a variant first. The caller holds the gate.</summary>
    public void AddNewest(StoredVariant variant)
    {
        variant.NextOfRecord = _newest;
        Newest = variant;
    }

    /// <summary>Takes a variant out of the chain; false when it is not in it. The caller holds the gate.</summary>
    public bool Remove(StoredVariant variant)
    {
        if (ReferenceEquals(_newest, variant))
        {
            Newest = variant.NextOfRecord;
            return true;
        }

        for (var at = _newest; at is not null; at = at.NextOfRecord)
        {
            if (ReferenceEquals(at.NextOfRecord, variant))
            {
                at.NextOfRecord = variant.NextOfRecord;
                return true;
            }
        }

        return false;
    }

    /// <summary>The caller holds the gate.</summary>
    public void Add(Fill fill) => Filling.GetOrAdd(this, static _ => []).Add(fill);

    /// <summary>The caller holds the gate.</summary>
    public void Remove(Fill fill)
    {
        if (Filling.TryGetValue(this, out var fills) && fills.Remove(fill) && fills.Count == 0)
        {
            Filling.TryRemove(this, out _);
        }
    }
}
