namespace EdgeGateway.Storage.Hybrid;

/// <summary>An entry with its value; values of value types are not boxed.</summary>
internal sealed class CacheEntry<T>(string key, T value, CacheTag[] tags, long epoch, long expires, long sizeBytes)
    : CacheEntry(key, tags, epoch, expires, sizeBytes)
{
    public T Value => value;
}
