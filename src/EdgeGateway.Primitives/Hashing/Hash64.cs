using System.Buffers.Binary;
using System.Numerics;

namespace EdgeGateway.Primitives.Hashing;

/// <summary>
/// XXH64 as specified in "xxHash fast digest algorithm", version 0.1.1: a fast 64-bit hash with good spread. The same input
/// gives the same hash on every machine and in every run. Not a secret: whoever knows the seed can make collisions.
/// </summary>
public static class Hash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    /// <summary>The hash of <paramref name="data"/>.</summary>
    /// <param name="data">Any bytes; may be empty.</param>
    /// <param name="seed">Another seed gives an unrelated hash of the same bytes.</param>
    public static ulong Compute(ReadOnlySpan<byte> data, ulong seed = 0)
    {
        var rest = data;
        var hash = data.Length >= StripeBytes ? HashStripes(ref rest, seed) : seed + Prime5;
        hash += (ulong)data.Length;
        return Avalanche(HashTail(rest, hash));
    }

    // Steps 1 to 3 of the specification: four lanes over whole stripes of 32 bytes, then their merge.
    private static ulong HashStripes(ref ReadOnlySpan<byte> data, ulong seed)
    {
        var lane1 = seed + Prime1 + Prime2;
        var lane2 = seed + Prime2;
        var lane3 = seed;
        var lane4 = seed - Prime1;
        while (data.Length >= StripeBytes)
        {
            lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(data));
            lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));
            lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(data[16..]));
            lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(data[24..]));
            data = data[StripeBytes..];
        }

        var hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
            + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
        hash = Merge(hash, lane1);
        hash = Merge(hash, lane2);
        hash = Merge(hash, lane3);
        return Merge(hash, lane4);
    }

    // Step 5: what is left after the stripes, in words of eight, four and one bytes.
    private static ulong HashTail(ReadOnlySpan<byte> data, ulong hash)
    {
        for (; data.Length >= 8; data = data[8..])
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(data));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
        }

        if (data.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            data = data[4..];
        }

        foreach (var value in data)
        {
            hash ^= value * Prime5;
            hash = BitOperations.RotateLeft(hash, 11) * Prime1;
        }

        return hash;
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }
}
