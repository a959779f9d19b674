using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Storage.Disk;
using FASTER.core;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Visits the live records of an open store: once over the log to learn where each key was written last, once more to visit
/// just those. The part on disk is read by <see cref="RecordScanner"/>, which survives damage; the part in memory by FASTER.
/// </summary>
internal sealed class StoreScan : IDisposable
{
    private readonly Dictionary<ulong, long> _newest = [];
    private readonly FasterKV<SpanByte, SpanByte> _store;
    private readonly RecordScanner[] _onDisk;
    private readonly long _head;
    private readonly long _tail;

    public StoreScan(FasterKV<SpanByte, SpanByte> store, SegmentFiles files, BlockChecksums checksums, long pageBytes)
    {
        _store = store;
        _head = Math.Max(store.Log.HeadAddress, store.Log.BeginAddress);
        _tail = store.Log.TailAddress;
        _onDisk = [NewScanner(), NewScanner()];

        RecordScanner NewScanner() => new(files, checksums, pageBytes, store.Log.BeginAddress, _head);
    }

    public void Run(KeyValueVisitor visit)
    {
        Pass(_onDisk[0], (key, _, address) => _newest[Hash64.Compute(key)] = address);
        Pass(_onDisk[1], (key, stored, address) =>
        {
            if (_newest.GetValueOrDefault(Hash64.Compute(key)) == address
                && RecordFrame.TryRead(stored, key, out var value, out var removed) && !removed)
            {
                visit(key, value);
            }
        });
    }

    public void Dispose()
    {
        foreach (var scanner in _onDisk)
        {
            scanner.Dispose();
        }
    }

    private void Pass(RecordScanner onDisk, StoredVisitor visit)
    {
        while (onDisk.MoveNext())
        {
            visit(onDisk.Key, onDisk.Stored, onDisk.IsLost ? -1 : onDisk.Address);
        }

        using var inMemory = _store.Log.Scan(_head, _tail);
        while (inMemory.GetNext(out _))
        {
            var key = inMemory.GetKey().AsReadOnlySpan();
            if (!key.IsEmpty)
            {
                visit(key, inMemory.GetValue().AsReadOnlySpan(), inMemory.CurrentAddress);
            }
        }
    }

    private delegate void StoredVisitor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored, long address);
}
