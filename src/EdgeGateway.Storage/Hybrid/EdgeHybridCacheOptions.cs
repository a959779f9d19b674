using Microsoft.Extensions.Caching.Hybrid;

namespace EdgeGateway.Storage.Hybrid;

/// <summary>
/// Bounds and defaults of the cache; names and defaults follow the platform's own options where they exist there.
/// </summary>
public sealed record EdgeHybridCacheOptions
{
    /// <summary>Bytes of all entries with their keys. Default 64 MiB.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>The largest value kept; a larger one is handed to its callers and not kept. Default 1 MiB.</summary>
    public long MaximumPayloadBytes { get; init; } = 1 << 20;

    /// <summary>The longest key; a longer one bypasses the cache. Default 1024 characters.</summary>
    public int MaximumKeyLength { get; init; } = 1024;

    /// <summary>
    /// What a value is counted as that is no string, no byte array and no <see cref="ICacheSized"/>. Default 256 bytes.
    /// </summary>
    public long DefaultEntryBytes { get; init; } = 256;

    /// <summary>For calls without options and for what theirs leave open. Default: five minutes.</summary>
    public HybridCacheEntryOptions DefaultEntryOptions { get; init; } = new() { Expiration = TimeSpan.FromMinutes(5) };
}
