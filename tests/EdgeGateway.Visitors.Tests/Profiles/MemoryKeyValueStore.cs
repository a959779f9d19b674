using EdgeGateway.Storage.KeyValue;

namespace EdgeGateway.Visitors.Tests.Profiles;

/// <summary>A dictionary behind the store's interface; counts what is done to it.</summary>
internal sealed class MemoryKeyValueStore : IKeyValueStore
{
    public Dictionary<string, byte[]> Records { get; } = [];

    public int Operations { get; private set; }

    public int MaxValueBytes => 4096;

    public StoreRecovery Recovery { get; } = new(0, 0, []);

    public bool TryRead(ReadOnlySpan<byte> key, Span<byte> destination, out int length)
    {
        Operations++;
        var found = Records.TryGetValue(Convert.ToHexString(key), out var value);
        value?.CopyTo(destination);
        length = value?.Length ?? 0;
        return found;
    }

    public void Upsert(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Operations++;
        Records[Convert.ToHexString(key)] = value.ToArray();
    }

    public void Delete(ReadOnlySpan<byte> key)
    {
        Operations++;
        Records.Remove(Convert.ToHexString(key));
    }

    public void Scan(KeyValueVisitor visit)
    {
        foreach (var (key, value) in Records)
        {
            visit(Convert.FromHexString(key), value);
        }
    }

    public Task CheckpointAsync(long appliedAddress, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
