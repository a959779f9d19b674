using System.Buffers.Binary;
using EdgeGateway.Events.Counters;
using EdgeGateway.Primitives.MessagePack;
using EdgeGateway.Storage.KeyValue;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Keeps <see cref="CheckpointState"/> and the item counters under reserved keys of the store, beginning with <c>e</c>.
/// Two copies take turns and each chunk carries the address of its copy: a copy that is not whole is never used.
/// </summary>
internal sealed class CheckpointStateStore(IKeyValueStore store)
{
    private const int Version = 1;
    private const int MaxChunkBytes = 4096;
    private const int StampBytes = sizeof(long);
    private const int HeaderIndex = -1;

    private readonly byte[] _value = new byte[Math.Max(store.MaxValueBytes, MaxChunkBytes)];
    private int _lastCopy = 1;

    /// <summary>Writes the next copy. The checkpoint that follows makes it durable.</summary>
    public void Write(in CheckpointState state, ItemCounters items)
    {
        _lastCopy ^= 1;
        var copy = _lastCopy;
        var stamp = state.Address;
        var chunkBytes = Math.Min(MaxChunkBytes, store.MaxValueBytes) - StampBytes;
        var chunks = items.Save(chunkBytes, (index, chunk) =>
        {
            BinaryPrimitives.WriteInt64LittleEndian(_value, stamp);
            chunk.CopyTo(_value.AsSpan(StampBytes));
            store.Upsert(Key(copy, index), _value.AsSpan(0, StampBytes + chunk.Length));
        });

        var writer = new MessagePackWriter(_value);
        writer.WriteArrayHeader(7);
        writer.WriteInt64(Version);
        writer.WriteInt64(state.Address);
        writer.WriteInt64(state.DuplicatesFrom);
        writer.WriteInt64(state.Landmark);
        writer.WriteDouble(state.HalfLife);
        writer.WriteInt64(state.SavedAt);
        writer.WriteInt64(chunks);
        store.Upsert(Key(copy, HeaderIndex), writer.WrittenSpan);
    }

    /// <summary>Reads the newest whole copy into the counters.</summary>
    /// <returns>False when there is none: the counters are then empty and to be replayed.</returns>
    public bool TryRead(ItemCounters items, out CheckpointState state)
    {
        var hasFirst = TryReadHeader(0, out var first, out var firstChunks);
        var hasSecond = TryReadHeader(1, out var second, out var secondChunks);
        var newest = hasSecond && (!hasFirst || second.Address > first.Address) ? 1 : 0;
        _lastCopy = newest;
        for (var i = 0; i < 2; i++)
        {
            var copy = newest ^ i;
            if (copy == 0
                ? hasFirst && TryReadChunks(0, first, firstChunks, items)
                : hasSecond && TryReadChunks(1, second, secondChunks, items))
            {
                state = copy == 0 ? first : second;
                return true;
            }
        }

        items.Clear(landmark: 0);
        state = default;
        return false;
    }

    private bool TryReadHeader(int copy, out CheckpointState state, out int chunks)
    {
        state = default;
        chunks = 0;
        if (!store.TryRead(Key(copy, HeaderIndex), _value, out var length))
        {
            return false;
        }

        var reader = new MessagePackReader(_value.AsSpan(0, length));
        var isWhole = reader.TryReadArrayHeader(out var members) & members == 7
            & reader.TryReadInt64(out var version) & version == Version
            & reader.TryReadInt64(out var address)
            & reader.TryReadInt64(out var duplicatesFrom)
            & reader.TryReadInt64(out var landmark)
            & reader.TryReadDouble(out var halfLife)
            & reader.TryReadInt64(out var savedAt)
            & reader.TryReadInt32(out chunks);
        state = new CheckpointState(address, duplicatesFrom, landmark, halfLife, savedAt);
        return isWhole;
    }

    private bool TryReadChunks(int copy, in CheckpointState state, int chunks, ItemCounters items)
    {
        items.Clear(state.Landmark);
        for (var i = 0; i < chunks; i++)
        {
            if (!store.TryRead(Key(copy, i), _value, out var length) || length < StampBytes
                || BinaryPrimitives.ReadInt64LittleEndian(_value) != state.Address
                || !items.TryLoad(_value.AsSpan(StampBytes, length - StampBytes)))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Key(int copy, int index)
    {
        var key = new byte[6];
        key[0] = (byte)'e';
        key[1] = (byte)copy;
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(2), index);
        return key;
    }
}
