using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// 64-bit hash of key bytes under a secret drawn at start, so that nobody outside can aim at one slot. It only finds the place:
/// equality is always decided on the whole key.
/// </summary>
internal static class KeyHash
{
    private static readonly ulong Secret = MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public static ulong Compute(ReadOnlySpan<byte> bytes, ulong seed = 0) => Hash64.Compute(bytes, seed ^ Secret);
}
