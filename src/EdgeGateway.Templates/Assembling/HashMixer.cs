using System.Numerics;

namespace EdgeGateway.Templates.Assembling;

/// <summary>Combines hashes in order: one round and the avalanche of XXH64 per value.</summary>
internal static class HashMixer
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;

    public static ulong Add(ulong hash, ulong value)
    {
        hash ^= BitOperations.RotateLeft(value * Prime2, 31) * Prime1;
        hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime3;
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }
}
