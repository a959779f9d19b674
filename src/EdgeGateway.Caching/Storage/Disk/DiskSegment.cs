using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using EdgeGateway.Primitives.Hashing;
using Microsoft.Win32.SafeHandles;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// One file of records, written from front to back and never changed. Its head says whose it is and which number it has, so that a
/// copied, renamed or foreign file is noticed; a sealed one ends with a table of its records, so that a start reads no bodies.
/// One thread appends; any number read.
/// </summary>
internal sealed class DiskSegment : IDisposable
{
    public const int HeadBytes = 32;
    private const string Suffix = ".pages";
    private const ulong HeadMagic = 0x5345474150454745;
    private const uint FootMagic = 0x31464745;
    private const int Version = 1;
    private const int FootBytes = 24;

    private readonly SafeFileHandle _file;
    private readonly List<DiskSlot> _written = [];
    private bool _deleted;

    private DiskSegment(string path, int number, SafeFileHandle file)
    {
        Path = path;
        Number = number;
        _file = file;
    }

    public string Path { get; }

    public int Number { get; }

    /// <summary>Where the next record goes.</summary>
    public int Length { get; private set; } = HeadBytes;

    /// <summary>Bytes of the file.</summary>
    public long FileBytes { get; private set; } = HeadBytes;

    public long OldestSequence { get; private set; } = long.MaxValue;

    /// <summary>Wall clock of the latest response in it, in seconds: a clock that stands before it was set back.</summary>
    public uint LatestReceived { get; private set; }

    public static string NameOf(int number) => number.ToString("x8", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The number in a file's name, or null when it is no segment's name.</summary>
    public static int? NumberOf(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return name.EndsWith(Suffix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(0, name.Length - Suffix.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            && name == NameOf(number) ? number : null;
    }

    public static DiskSegment Create(string folder, int number, ulong store)
    {
        var path = System.IO.Path.Combine(folder, NameOf(number));
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            Span<byte> head = stackalloc byte[HeadBytes];
            WriteHead(head, number, store);
            RandomAccess.Write(file, head, 0);
            return new DiskSegment(path, number, file);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a file of an earlier process and lists its records.</summary>
    /// <exception cref="DamagedFileException">It is not one of this store's; the message says why.</exception>
    public static DiskSegment Open(string path, int number, ulong store, DiskHash hash, out List<DiskSlot> slots)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            var segment = new DiskSegment(path, number, file) { FileBytes = RandomAccess.GetLength(file) };
            segment.CheckHead(store);
            slots = segment.ReadFoot() ?? segment.Scan(hash);
            segment.OldestSequence = slots.Count == 0 ? long.MaxValue : slots.Min(static slot => slot.Sequence);
            return segment;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends the pieces of one record. After an exception the next append takes the same place.</summary>
    public DiskSlot Append(DiskSlot slot, IReadOnlyList<ReadOnlyMemory<byte>> pieces, DateTimeOffset received)
    {
        RandomAccess.Write(_file, pieces, Length);
        slot.Offset = Length;
        slot.Segment = Number;
        Length += slot.Length;
        FileBytes = Math.Max(FileBytes, Length);
        OldestSequence = Math.Min(OldestSequence, slot.Sequence);
        LatestReceived = Math.Max(LatestReceived, Seconds(received));
        _written.Add(slot);
        return slot;
    }

    public int Read(Span<byte> target, long offset) => RandomAccess.Read(_file, target, offset);

    public ValueTask<int> ReadAsync(Memory<byte> target, long offset) => RandomAccess.ReadAsync(_file, target, offset);

    /// <summary>Writes the table of records behind them. The segment takes no more.</summary>
    public void Seal()
    {
        var table = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_written));
        var bytes = new byte[table.Length + FootBytes];
        table.CopyTo(bytes);
        var foot = bytes.AsSpan(table.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(foot, FootMagic);
        BinaryPrimitives.WriteInt32LittleEndian(foot[4..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(foot[8..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(foot[12..], _written.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(foot[16..], LatestReceived);
        BinaryPrimitives.WriteUInt32LittleEndian(foot[20..], Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)));
        RandomAccess.SetLength(_file, Length);
        RandomAccess.Write(_file, bytes, Length);
        FileBytes = Length + bytes.Length;
        _written.Clear();
        _written.TrimExcess();
    }

    /// <summary>Its records are gone; the one that appends begins another.</summary>
    public bool IsDeleted => Volatile.Read(ref _deleted);

    /// <summary>Takes the file out of the folder. Who reads or appends at this moment does so to a file that nobody finds again.</summary>
    public void Unlink()
    {
        Volatile.Write(ref _deleted, true);
        File.Delete(Path);
    }

    /// <summary>Ends the file for good; who reads it at this moment fails and takes that for a miss.</summary>
    public void Delete()
    {
        Unlink();
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static void WriteHead(Span<byte> head, int number, ulong store)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(head, HeadMagic);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(head[16..], store);
        BinaryPrimitives.WriteUInt32LittleEndian(head[28..], Crc32C.Compute(head[..28]));
    }

    private void CheckHead(ulong store)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        head.Clear();
        if (Read(head, 0) < HeadBytes || BinaryPrimitives.ReadUInt64LittleEndian(head) != HeadMagic)
        {
            throw new DamagedFileException("it is no file of a page store");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(head[28..]) != Crc32C.Compute(head[..28]))
        {
            throw new DamagedFileException("its head is damaged");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(head[8..]) is var version && version != Version)
        {
            throw new DamagedFileException($"its format version is '{version}'; accepted is '{Version}'");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(head[16..]) != store)
        {
            throw new DamagedFileException("it belongs to another page store");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(head[12..]) is var number && number != Number)
        {
            throw new DamagedFileException($"it is segment '{NameOf(number)}' under another name");
        }
    }

    /// <summary>The table of a sealed segment, or null when there is none or it is damaged.</summary>
    private List<DiskSlot>? ReadFoot()
    {
        Span<byte> foot = stackalloc byte[FootBytes];
        if (FileBytes < HeadBytes + FootBytes || Read(foot, FileBytes - FootBytes) < FootBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(foot) != FootMagic
            || BinaryPrimitives.ReadInt32LittleEndian(foot[4..]) != Number)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(foot[8..]);
        long count = BinaryPrimitives.ReadInt32LittleEndian(foot[12..]);
        var size = count * Marshal.SizeOf<DiskSlot>();
        if (count < 0 || length < HeadBytes || length + size + FootBytes != FileBytes)
        {
            return null;
        }

        var bytes = new byte[size + FootBytes];
        if (Read(bytes, length) < bytes.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(foot[20..]) != Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)))
        {
            return null;
        }

        Length = length;
        LatestReceived = BinaryPrimitives.ReadUInt32LittleEndian(foot[16..]);
        return [.. MemoryMarshal.Cast<byte, DiskSlot>(bytes.AsSpan(0, (int)size))];
    }

    /// <summary>
    /// The records up to the first that is torn or damaged: what a crash left. Bodies are checked when they are read. A segment
    /// that had no table gets one, so that the next start is quick.
    /// </summary>
    private List<DiskSlot> Scan(DiskHash hash)
    {
        var head = new byte[RecordHeader.Bytes];
        while (Read(head, Length) == head.Length && RecordHeader.TryRead(head, out var header)
            && Length + header.TotalLength <= FileBytes)
        {
            var image = new byte[header.ImageLength];
            if (Read(image, Length + head.Length) < image.Length || !RecordHeader.Confirms(head, image))
            {
                break;
            }

            var decoded = DiskImage.Decode(image, 0, image.Length);
            _written.Add(new DiskSlot
            {
                Key = hash.Of(decoded.Key),
                Variant = hash.OfVariant(decoded.SecondaryKey),
                Sequence = header.Sequence,
                Offset = Length,
                Length = (int)header.TotalLength,
            });
            Length += (int)header.TotalLength;
            LatestReceived = Math.Max(LatestReceived, Seconds(decoded.Received));
        }

        List<DiskSlot> found = [.. _written];
        try
        {
            Seal();
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // No room for a table; the next start scans again.
        }

        return found;
    }

    private static uint Seconds(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);
}
