using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// 64-bit hash of key bytes with secrets drawn at start, so that nobody outside can choose colliding keys. Equality is always
/// decided on the whole key; the hash only finds the place. Folded multiplication, as in the wyhash family.
/// </summary>
internal static class KeyHash
{
    private static readonly ulong Secret1 = DrawSecret();
    private static readonly ulong Secret2 = DrawSecret();

    public static ulong Compute(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var state = seed ^ Secret1 ^ (ulong)bytes.Length;
        while (bytes.Length >= 16)
        {
            state = Fold(Word(bytes) ^ Secret2, Word(bytes[8..]) ^ state);
            bytes = bytes[16..];
        }

        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        bytes.CopyTo(tail);
        state = Fold(Word(tail) ^ Secret2, Word(tail[8..]) ^ state);
        return Fold(state ^ Secret1, Secret2);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ulong>(bytes);

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static ulong DrawSecret() => MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(8)) | 1;
}
