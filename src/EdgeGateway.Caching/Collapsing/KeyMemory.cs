using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// Remembers a reason per key for a short time in a fixed number of slots. Keys that share a slot overwrite each other and a
/// false match is possible in theory; both cost one uncached pass and never a wrong answer. Takes no lock.
/// </summary>
internal sealed class KeyMemory(TimeProvider time, int slots = 16_384)
{
    private readonly Entry?[] _entries = new Entry?[slots];

    public void Remember(ulong key, NotStoredReason reason, TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
        {
            var until = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
            Volatile.Write(ref SlotOf(key), new Entry(key, reason, until));
        }
    }

    public bool Recalls(ulong key, out NotStoredReason reason)
    {
        var entry = Volatile.Read(ref SlotOf(key));
        var found = entry is not null && entry.Key == key && time.GetTimestamp() < entry.Until;
        reason = found ? entry!.Reason : NotStoredReason.None;
        return found;
    }

    public void Forget(ulong key)
    {
        ref var slot = ref SlotOf(key);
        if (Volatile.Read(ref slot) is { } entry && entry.Key == key)
        {
            Volatile.Write(ref slot, null);
        }
    }

    private ref Entry? SlotOf(ulong key) => ref _entries[key % (ulong)_entries.Length];

    private sealed record Entry(ulong Key, NotStoredReason Reason, long Until);
}
