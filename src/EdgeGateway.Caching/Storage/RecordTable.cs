using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage;

/// <summary>
/// Records by primary key, chained through themselves. Lookups take no lock and allocate nothing. The table is cut into shards so
/// that one that grows holds up nobody for long: doubling a shard of a million-entry cache moves some four thousand records.
/// </summary>
internal sealed class RecordTable
{
    private const int ShardBits = 8;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(static _ => new Shard())];

    public CacheRecord? Find(ReadOnlySpan<byte> key)
    {
        var hash = KeyHash.Compute(key);
        return ShardOf(hash).Find(key, (uint)hash);
    }

    public CacheRecord GetOrAdd(byte[] key)
    {
        var hash = KeyHash.Compute(key);
        return ShardOf(hash).GetOrAdd(key, (uint)hash);
    }

    /// <summary>Forgets a record in which nothing is left. The caller holds its gate.</summary>
    public void RemoveIfEmpty(CacheRecord record)
    {
        if (!record.Dead && record.Newest is null && record.Fills.Count == 0)
        {
            record.Die();
            ShardOf(KeyHash.Compute(record.Key)).Remove(record);
        }
    }

    /// <summary>Every record that was there when the walk began and still is; some that came later. Holds no lock between two.</summary>
    public IEnumerable<CacheRecord> Walk()
    {
        var batch = new List<CacheRecord>();
        foreach (var shard in _shards)
        {
            batch.Clear();
            shard.CopyTo(batch);
            foreach (var record in batch)
            {
                yield return record;
            }
        }
    }

    private Shard ShardOf(ulong hash) => _shards[hash >> (64 - ShardBits)];

    private sealed class Shard
    {
        private readonly Lock _gate = new();
        private CacheRecord?[] _buckets = new CacheRecord?[4];
        private int _count;

        /// <summary>Odd while records move between chains. A reader that found nothing then looks again under the lock.</summary>
        private int _moves;

        public CacheRecord? Find(ReadOnlySpan<byte> key, uint hash)
        {
            var moves = Volatile.Read(ref _moves);
            if (Search(key, hash) is { } record)
            {
                return record;
            }

            if ((moves & 1) == 0 && moves == Volatile.Read(ref _moves))
            {
                return null;
            }

            lock (_gate)
            {
                return Search(key, hash);
            }
        }

        public CacheRecord GetOrAdd(byte[] key, uint hash)
        {
            lock (_gate)
            {
                if (Search(key, hash) is { } found)
                {
                    return found;
                }

                if (_count == _buckets.Length)
                {
                    Grow();
                }

                var record = new CacheRecord(key, hash);
                ref var head = ref _buckets[hash & (_buckets.Length - 1)];
                record.Next = head;
                Volatile.Write(ref head, record);
                _count++;
                return record;
            }
        }

        public void Remove(CacheRecord record)
        {
            lock (_gate)
            {
                ref var link = ref _buckets[record.Hash & (_buckets.Length - 1)];
                while (link is { } at && !ReferenceEquals(at, record))
                {
                    link = ref at.NextLink;
                }

                // The record keeps its own link: a reader that stands on it goes on from there.
                Volatile.Write(ref link, record.Next);
                _count--;
            }
        }

        public void CopyTo(List<CacheRecord> target)
        {
            lock (_gate)
            {
                foreach (var head in _buckets)
                {
                    for (var record = head; record is not null; record = record.Next)
                    {
                        target.Add(record);
                    }
                }
            }
        }

        private CacheRecord? Search(ReadOnlySpan<byte> key, uint hash)
        {
            var buckets = Volatile.Read(ref _buckets);
            var record = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]);
            while (record is not null && !(record.Hash == hash && key.SequenceEqual(record.Key)))
            {
                record = record.Next;
            }

            return record;
        }

        private void Grow()
        {
            Interlocked.Increment(ref _moves);
            var larger = new CacheRecord?[_buckets.Length * 2];
            foreach (var head in _buckets)
            {
                var record = head;
                while (record is not null)
                {
                    var next = record.Next;
                    ref var slot = ref larger[record.Hash & (larger.Length - 1)];
                    record.Next = slot;
                    slot = record;
                    record = next;
                }
            }

            Volatile.Write(ref _buckets, larger);
            Interlocked.Increment(ref _moves);
        }
    }
}
