using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// The segments a visitor belongs to: one bit for each index of a <see cref="SegmentProgram"/>. Lives on the stack.
/// </summary>
public struct SegmentSet
{
    /// <summary>The most segments a program may have.</summary>
    public const int Capacity = Words * 64;

    private const int Words = 16;
    private Bits _bits;

    /// <summary>How many segments.</summary>
    public readonly int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>True when the visitor belongs to the segment; false for an index outside.</summary>
    public readonly bool Contains(int index) => (uint)index < Capacity && (_bits[index >> 6] & (1UL << (index & 63))) != 0;

    internal void Add(int index) => _bits[index >> 6] |= 1UL << (index & 63);

    [InlineArray(Words)]
    private struct Bits
    {
        private ulong _first;
    }
}
