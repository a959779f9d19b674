using EdgeGateway.Storage.KeyValue;

namespace EdgeGateway.Events.Tests.Fakes;

/// <summary>A store in memory; <see cref="Reopen"/> gives what its newest checkpoint held.</summary>
internal sealed class MemoryStore : IKeyValueStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _values = [];
    private readonly List<(long Address, Dictionary<string, byte[]> Values)> _checkpoints = [];

    public int MaxValueBytes => 4096;

    public StoreRecovery Recovery { get; private init; } = new(0, 0, []);

    /// <summary>Writes and checkpoints fail while set.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Called inside each checkpoint, before it is taken.</summary>
    public Action? OnCheckpoint { get; set; }

    public IReadOnlyList<long> CheckpointAddresses => [.. _checkpoints.Select(checkpoint => checkpoint.Address)];

    public int Writes { get; private set; }

    public bool TryRead(ReadOnlySpan<byte> key, Span<byte> destination, out int length)
    {
        lock (_lock)
        {
            var isKnown = _values.TryGetValue(Convert.ToHexString(key), out var value);
            value.CopyTo(destination);
            length = value?.Length ?? 0;
            return isKnown;
        }
    }

    public void Upsert(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (IsBroken)
        {
            throw new IOException("The store is broken.");
        }

        Assert.InRange(value.Length, 0, MaxValueBytes);
        lock (_lock)
        {
            Writes++;
            _values[Convert.ToHexString(key)] = value.ToArray();
        }
    }

    public void Delete(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            _values.Remove(Convert.ToHexString(key));
        }
    }

    public void Scan(KeyValueVisitor visit)
    {
        foreach (var (key, value) in _values.ToArray())
        {
            visit(Convert.FromHexString(key), value);
        }
    }

    public Task CheckpointAsync(long appliedAddress, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new IOException("The store is broken.");
        }

        OnCheckpoint?.Invoke();
        lock (_lock)
        {
            _checkpoints.Add((appliedAddress, new Dictionary<string, byte[]>(_values)));
        }

        return Task.CompletedTask;
    }

    /// <summary>The store after a crash, from its newest checkpoint or one before it.</summary>
    public MemoryStore Reopen(int back = 0)
    {
        lock (_lock)
        {
            var (address, values) = back < _checkpoints.Count ? _checkpoints[^(1 + back)] : (0, []);
            var store = new MemoryStore { Recovery = new StoreRecovery(address, values.Count, []) };
            foreach (var (key, value) in values)
            {
                store._values.Add(key, value);
            }

            store._checkpoints.AddRange(_checkpoints.SkipLast(back));
            return store;
        }
    }

    /// <summary>All records, comparable.</summary>
    public SortedDictionary<string, string> Content(byte prefix)
    {
        lock (_lock)
        {
            return new(_values
                .Where(record => record.Key.StartsWith(prefix.ToString("X2"), StringComparison.Ordinal))
                .ToDictionary(record => record.Key, record => Convert.ToHexString(record.Value)));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
