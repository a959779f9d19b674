using System.Runtime.InteropServices;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// Where one record lies and which entry it is, as it stands in a segment's footer too.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct DiskSlot
{
    /// <summary>Hash of the primary key under the store's own secret.</summary>
    public ulong Key;

    /// <summary>The purge clock when the fetch began: later purges end it.</summary>
    public long Sequence;

    /// <summary>Hash of the second level.</summary>
    public uint Variant;

    public int Offset;

    public int Length;

    /// <summary>The segment's number. Written last; what a footer says of it is not believed.</summary>
    public int Segment;
}
