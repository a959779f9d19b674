using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// Hashes that mean the same to every process that opens one store: under a secret drawn when the store was made. They only find
/// candidates; the whole key stands in each record and decides.
/// </summary>
internal readonly record struct DiskHash(ulong Secret)
{
    public ulong Of(ReadOnlySpan<byte> key) => Hash64.Compute(key, Secret);

    public uint OfVariant(ReadOnlySpan<byte> secondaryKey) => (uint)Hash64.Compute(secondaryKey, ~Secret);
}
