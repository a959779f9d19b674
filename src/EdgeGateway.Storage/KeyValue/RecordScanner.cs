using System.Buffers;
using System.Buffers.Binary;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Walks the records of a log in its files, oldest first, checks each, and steps over damage. FASTER's record is an 8-byte
/// header, then key and value each as a 4-byte length and bytes, key padded to 8 and the whole padded to 8; records do not
/// cross pages. The header is not looked at: nothing in it is covered by a checksum and nothing of it is needed.
/// Not thread-safe.
/// </summary>
internal sealed class RecordScanner(
    SegmentFiles files, BlockChecksums? checksums, long pageBytes, long begin, long end) : IDisposable
{
    /// <summary>Bytes of a filling record that are not its value: header, empty key, length.</summary>
    public const int FillingOverhead = HeaderBytes + Alignment + LengthBytes;

    private const int HeaderBytes = 8;
    private const int LengthBytes = 4;
    private const int Alignment = 8;

    private readonly byte[] _page = ArrayPool<byte>.Shared.Rent((int)pageBytes);
    private long _position = begin;
    private long _loadedPage = -1;
    private bool _inDamage;
    private (int Start, int Length) _key;
    private (int Start, int Length) _value;
    private (int Start, int Length) _stored;

    /// <summary>The record's key.</summary>
    public ReadOnlySpan<byte> Key => _page.AsSpan(_key.Start, _key.Length);

    /// <summary>The record's value; empty for a removal.</summary>
    public ReadOnlySpan<byte> Value => _page.AsSpan(_value.Start, _value.Length);

    /// <summary>The value with its frame.</summary>
    public ReadOnlySpan<byte> Stored => _page.AsSpan(_stored.Start, _stored.Length);

    /// <summary>Where the record starts in the log.</summary>
    public long Address { get; private set; }

    /// <summary>True when the record says that the key was removed.</summary>
    public bool IsRemoval { get; private set; }

    /// <summary>True when only the key can be told: what the key last held is lost.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Blocks seen that do not hold what was written.</summary>
    public int DamagedBlocks { get; private set; }

    /// <summary>Records that could not be read; a stretch of damage counts at least one.</summary>
    public int LostRecords { get; private set; }

    /// <summary>Moves to the next record that has a key.</summary>
    public bool MoveNext()
    {
        while (_position < end)
        {
            var page = LoadPage();
            var offset = (int)(_position % pageBytes);
            if (!page[offset..].ContainsAnyExcept((byte)0))
            {
                _position += page.Length - offset;
            }
            else if (TryTake(page, offset, out var next))
            {
                _inDamage = false;
                Address = _position;
                _position += next - offset;
                if (_key.Length > 0)
                {
                    LostRecords += IsLost ? 1 : 0;
                    return true;
                }
            }
            else
            {
                StepIntoDamage(page, offset);
            }
        }

        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_page);

    private void StepIntoDamage(ReadOnlySpan<byte> page, int offset)
    {
        if (!_inDamage)
        {
            _inDamage = true;
            LostRecords++;
        }

        // Past zeros in one go; a record starts at most one header, a key and a length before its first other byte.
        var zeros = page[offset..].IndexOfAnyExcept((byte)0);
        var back = HeaderBytes + LengthBytes + RecordFrame.MaxKeyBytes + Alignment + LengthBytes + RecordFrame.HeaderBytes;
        _position += Math.Max(Alignment, (zeros - back) & -Alignment);
    }

    // A record counts when its own checksum fits, or when its lengths lead to where the next record or the page's end is:
    // then its key can be told although its value is lost.
    private bool TryTake(ReadOnlySpan<byte> page, int offset, out int next)
    {
        if (!TryMeasure(page, offset, out var key, out var stored, out next))
        {
            return false;
        }

        IsLost = !RecordFrame.TryRead(
            page.Slice(stored.Start, stored.Length), page.Slice(key.Start, key.Length), out var value, out var removed);
        IsRemoval = removed;
        _key = key;
        _stored = stored;
        _value = (stored.Start + RecordFrame.HeaderBytes, value.Length);
        return !IsLost || LeadsToARecord(page, next);
    }

    private static bool LeadsToARecord(ReadOnlySpan<byte> page, int offset) =>
        !page[offset..].ContainsAnyExcept((byte)0)
        || (TryMeasure(page, offset, out var key, out var stored, out _)
            && RecordFrame.TryRead(page.Slice(stored.Start, stored.Length), page.Slice(key.Start, key.Length), out _, out _));

    private static bool TryMeasure(
        ReadOnlySpan<byte> page, int offset, out (int Start, int Length) key, out (int Start, int Length) stored, out int next)
    {
        key = default;
        stored = default;
        next = 0;
        if (page.Length - offset < HeaderBytes + LengthBytes)
        {
            return false;
        }

        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(page[(offset + HeaderBytes)..]);
        if (keyLength is < 0 or > RecordFrame.MaxKeyBytes)
        {
            return false;
        }

        var valueAt = offset + HeaderBytes + AlignUp(LengthBytes + keyLength);
        if (page.Length - valueAt < LengthBytes + RecordFrame.HeaderBytes)
        {
            return false;
        }

        var storedLength = BinaryPrimitives.ReadInt32LittleEndian(page[valueAt..]);
        if (storedLength < RecordFrame.HeaderBytes || storedLength > page.Length - valueAt - LengthBytes)
        {
            return false;
        }

        key = (offset + HeaderBytes + LengthBytes, keyLength);
        stored = (valueAt + LengthBytes, storedLength);
        next = Math.Min(AlignUp(stored.Start + storedLength), page.Length);
        return true;
    }

    private static int AlignUp(int value) => (value + Alignment - 1) & -Alignment;

    private ReadOnlySpan<byte> LoadPage()
    {
        var number = _position / pageBytes;
        var start = number * pageBytes;
        var page = _page.AsSpan(0, (int)Math.Min(pageBytes, end - start));
        if (number != _loadedPage)
        {
            files.Read(start, page);
            _loadedPage = number;
            CountDamagedBlocks(start, page);
        }

        return page;
    }

    private void CountDamagedBlocks(long start, ReadOnlySpan<byte> page)
    {
        for (var offset = 0; checksums is not null
            && offset + BlockChecksums.BlockBytes <= page.Length; offset += BlockChecksums.BlockBytes)
        {
            DamagedBlocks += checksums.IsDamaged(start + offset, page.Slice(offset, BlockChecksums.BlockBytes)) ? 1 : 0;
        }
    }
}
