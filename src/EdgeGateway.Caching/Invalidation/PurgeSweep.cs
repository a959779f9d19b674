using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// Takes purged entries out of the store. A purge is visible as soon as its entries are marked; a large one gives their room
/// back in the background, in slices, so that neither the caller nor fills wait for it.
/// </summary>
internal sealed class PurgeSweep(Action<StoredVariant> remove)
{
    private const int InlineEntries = 1024;
    private const int Slice = 256;

    private long _pending;

    /// <summary>Marked entries whose room is still held.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    public void Take(IReadOnlyList<StoredVariant> purged)
    {
        Interlocked.Add(ref _pending, purged.Count);
        if (purged.Count <= InlineEntries)
        {
            Remove(purged, 0, purged.Count);
        }
        else
        {
            _ = Task.Run(() => RemoveAllAsync(purged));
        }
    }

    private async Task RemoveAllAsync(IReadOnlyList<StoredVariant> purged)
    {
        for (var from = 0; from < purged.Count; from += Slice)
        {
            Remove(purged, from, Math.Min(from + Slice, purged.Count));
            await Task.Yield();
        }
    }

    private void Remove(IReadOnlyList<StoredVariant> purged, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            remove(purged[i]);
        }

        Interlocked.Add(ref _pending, from - to);
    }
}
