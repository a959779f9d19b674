using System.Collections.Concurrent;
using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>Records by primary key. Lookups take no lock and allocate nothing.</summary>
internal sealed class RecordTable
{
    private readonly ConcurrentDictionary<byte[], CacheRecord> _records = new(KeyComparer.Instance);
    private readonly ConcurrentDictionary<byte[], CacheRecord>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public RecordTable() => _byBytes = _records.GetAlternateLookup<ReadOnlySpan<byte>>();

    public IEnumerable<CacheRecord> All => _records.Select(r => r.Value);

    public CacheRecord? Find(ReadOnlySpan<byte> key) => _byBytes.TryGetValue(key, out var record) ? record : null;

    public CacheRecord GetOrAdd(byte[] key) => _records.GetOrAdd(key, static k => new CacheRecord(k));

    /// <summary>Forgets a record in which nothing is left. The caller holds its gate.</summary>
    public void RemoveIfEmpty(CacheRecord record)
    {
        if (!record.Dead && record.Variants.Length == 0 && record.Fills.Count == 0)
        {
            record.Dead = true;
            _records.TryRemove(new KeyValuePair<byte[], CacheRecord>(record.Key, record));
        }
    }
}
