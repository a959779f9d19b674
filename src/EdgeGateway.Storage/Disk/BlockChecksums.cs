using System.Collections.Concurrent;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Storage.Disk;

/// <summary>
/// A CRC-32C for each block of a log, taken when the block is written and compared whenever it is read: 1 byte of memory
/// for each kibibyte on disk. A block without an entry is not checked. Thread-safe.
/// </summary>
internal sealed class BlockChecksums(long segmentBytes)
{
    /// <summary>Bytes of one block; also the unit in which FASTER reads and writes our devices.</summary>
    public const int BlockBytes = 4096;

    // 0 says "unknown", so one block in four billion goes unchecked.
    private const uint Unknown = 0;

    private readonly ConcurrentDictionary<int, uint[]> _segments = new();
    private readonly int _blocksPerSegment = (int)(segmentBytes / BlockBytes);

    /// <summary>Notes what whole blocks hold from now on.</summary>
    public void Note(int segment, long offset, ReadOnlySpan<byte> blocks)
    {
        var sums = SumsOf(segment);
        for (var index = (int)(offset / BlockBytes); !blocks.IsEmpty; index++, blocks = blocks[BlockBytes..])
        {
            sums[index] = Crc32C.Compute(blocks[..BlockBytes]);
        }
    }

    /// <summary>Compares whole blocks with what was noted.</summary>
    /// <returns>The number of damaged blocks, which are filled with zeros.</returns>
    public int ClearDamaged(int segment, long offset, Span<byte> blocks)
    {
        if (!_segments.TryGetValue(segment, out var sums))
        {
            return 0;
        }

        var damaged = 0;
        for (var index = (int)(offset / BlockBytes); blocks.Length >= BlockBytes; index++, blocks = blocks[BlockBytes..])
        {
            var block = blocks[..BlockBytes];
            var expected = Volatile.Read(ref sums[index]);
            if (expected != Unknown && expected != Crc32C.Compute(block))
            {
                block.Clear();
                damaged++;
            }
        }

        return damaged;
    }

    /// <summary>True when the block at an address does not hold what was noted.</summary>
    public bool IsDamaged(long address, ReadOnlySpan<byte> block)
    {
        var expected = this[address];
        return expected != Unknown && expected != Crc32C.Compute(block);
    }

    /// <summary>The checksum of the block at an address; 0 when unknown.</summary>
    public uint this[long address]
    {
        get => _segments.TryGetValue((int)(address / segmentBytes), out var sums)
            ? sums[(int)(address % segmentBytes / BlockBytes)]
            : Unknown;
        set => SumsOf((int)(address / segmentBytes))[(int)(address % segmentBytes / BlockBytes)] = value;
    }

    /// <summary>Forgets a file that is gone.</summary>
    public void Remove(int segment) => _segments.TryRemove(segment, out _);

    private uint[] SumsOf(int segment) => _segments.GetOrAdd(segment, static (_, count) => new uint[count], _blocksPerSegment);
}
