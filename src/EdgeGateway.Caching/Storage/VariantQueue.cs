namespace EdgeGateway.Caching.Storage;

/// <summary>A queue of entries linked through themselves, so that any of them leaves in constant time. Not thread-safe.</summary>
internal sealed class VariantQueue(VariantPlace place)
{
    private StoredVariant? _newest;
    private StoredVariant? _oldest;

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    public StoredVariant? Oldest => _oldest;

    public void Add(StoredVariant variant)
    {
        variant.Place = place;
        variant.Older = _newest;
        variant.Newer = null;
        if (_newest is null)
        {
            _oldest = variant;
        }
        else
        {
            _newest.Newer = variant;
        }

        _newest = variant;
        Bytes += variant.Size;
        Count++;
    }

    public void Remove(StoredVariant variant)
    {
        if (variant.Older is null)
        {
            _oldest = variant.Newer;
        }
        else
        {
            variant.Older.Newer = variant.Newer;
        }

        if (variant.Newer is null)
        {
            _newest = variant.Older;
        }
        else
        {
            variant.Newer.Older = variant.Older;
        }

        variant.Place = VariantPlace.Held;
        variant.Newer = variant.Older = null;
        Bytes -= variant.Size;
        Count--;
    }

    public void Resize(StoredVariant variant, long difference)
    {
        variant.Size += difference;
        Bytes += difference;
    }
}
