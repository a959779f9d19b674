using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Everything under one primary key: the stored variants, newest first, and the fills that run. Readers take one snapshot of
/// <see cref="Variants"/> without a lock; writers hold <see cref="Gate"/> and publish a new array.
/// </summary>
internal sealed class CacheRecord(byte[] key)
{
    private StoredVariant[] _variants = [];

    public byte[] Key { get; } = key;

    public ulong Hash { get; } = KeyHash.Compute(key);

    public Lock Gate { get; } = new();

    /// <summary>Running fills. Guarded by <see cref="Gate"/>.</summary>
    public List<Fill> Fills { get; } = [];

    /// <summary>Counts invalidations: a fill that started before one must not be stored. Guarded by <see cref="Gate"/>.</summary>
    public int Generation { get; set; }

    /// <summary>Taken out of the table because nothing was left; look again. Guarded by <see cref="Gate"/>.</summary>
    public bool Dead { get; set; }

    public StoredVariant[] Variants
    {
        get => Volatile.Read(ref _variants);
        set => Volatile.Write(ref _variants, value);
    }

    /// <summary>Finds the variant for a request, the newest first.</summary>
    public StoredVariant? Find(CacheRequest request)
    {
        var variants = Variants;
        var writer = new KeyWriter(stackalloc byte[PrimaryKey.StackBytes]);
        try
        {
            Variance? written = null;
            foreach (var variant in variants)
            {
                if (!ReferenceEquals(written, variant.Variance))
                {
                    written = variant.Variance;
                    writer.Clear();
                    written.Write(ref writer, request);
                }

                if (writer.Written.SequenceEqual(variant.SecondaryKey))
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
}
