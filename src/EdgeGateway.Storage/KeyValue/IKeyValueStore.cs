namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// A local store of small values (profiles, counters). Reads and writes are thread-safe and never torn; a value is at
/// most <see cref="MaxValueBytes"/> bytes. Durable only up to the last checkpoint: the journal is the truth for the rest.
/// </summary>
public interface IKeyValueStore : IAsyncDisposable
{
    /// <summary>The largest value, in bytes.</summary>
    int MaxValueBytes { get; }

    /// <summary>What opening the store found on disk.</summary>
    StoreRecovery Recovery { get; }

    /// <summary>
    /// The journal address that the oldest kept checkpoint holds. The journal must keep what lies behind it: should the newer
    /// checkpoints prove damaged, replay starts here. 0 before there is one.
    /// </summary>
    long OldestCheckpointAddress => 0;

    /// <summary>Copies a value; allocates nothing when the record is in memory.</summary>
    /// <param name="key">At most 64 bytes.</param>
    /// <param name="destination">At least <see cref="MaxValueBytes"/> bytes.</param>
    /// <param name="length">Bytes copied.</param>
    /// <returns>False when there is no such key.</returns>
    bool TryRead(ReadOnlySpan<byte> key, Span<byte> destination, out int length);

    /// <summary>Inserts or replaces a value.</summary>
    void Upsert(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Removes a value; nothing happens when it is absent.</summary>
    void Delete(ReadOnlySpan<byte> key);

    /// <summary>Calls <paramref name="visit"/> once for each live record, in no order. Writers may run meanwhile.</summary>
    void Scan(KeyValueVisitor visit);

    /// <summary>
    /// Makes everything written so far durable. The caller lets no write run meanwhile, so that the checkpoint holds
    /// exactly the effects of the journal up to <paramref name="appliedAddress"/>.
    /// </summary>
    Task CheckpointAsync(long appliedAddress, CancellationToken cancellationToken);
}

/// <summary>Receives one record of a scan; the spans are valid during the call only.</summary>
public delegate void KeyValueVisitor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);
