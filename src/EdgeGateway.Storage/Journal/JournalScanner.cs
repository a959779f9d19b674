using System.Buffers;
using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// Walks the entries of journal files in order, checks each, and steps over damage to the next entry that is whole. It reads
/// the files itself: FasterLog's iterator follows a damaged length wherever it points. Not thread-safe.
/// </summary>
internal sealed class JournalScanner(SegmentFiles files, long pageBytes, long begin, long end) : IDisposable
{
    private readonly byte[] _page = ArrayPool<byte>.Shared.Rent((int)pageBytes);
    private long _position = begin;
    private long _loadedPage = -1;
    private ulong _sequence;
    private int _entryStart;
    private int _entryLength;

    /// <summary>The entry; valid until the next move.</summary>
    public ReadOnlySpan<byte> Entry => _page.AsSpan(_entryStart, _entryLength);

    /// <summary>The address just after the entry; at first where the walk began.</summary>
    public long Address { get; private set; } = begin;

    /// <summary>The entry's number; 0 before the first.</summary>
    public ulong Sequence => _sequence;

    /// <summary>Entries that ought to lie before the current one and do not.</summary>
    public ulong MissingBefore { get; private set; }

    /// <summary>Moves to the next whole entry.</summary>
    /// <returns>False when there is none before the end.</returns>
    public bool MoveNext()
    {
        while (_position < end)
        {
            var page = LoadPage();
            var offset = (int)(_position % pageBytes);
            if (TryTake(page[offset..], offset))
            {
                return true;
            }

            _position = NextCandidate(page, offset);
        }

        return false;
    }

    /// <summary>True when something other than zeros lies after the last entry.</summary>
    public bool HasTail()
    {
        for (_position = Address; _position < end; _position = (_position / pageBytes * pageBytes) + pageBytes)
        {
            if (LoadPage()[(int)(_position % pageBytes)..].ContainsAnyExcept((byte)0))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_page);

    private bool TryTake(ReadOnlySpan<byte> log, int offset)
    {
        // A number that does not grow belongs to an old block.
        if (!JournalFrame.TryRead(log, out var entry, out var sequence, out var logBytes) || sequence <= _sequence)
        {
            return false;
        }

        MissingBefore = _sequence == 0 ? 0 : sequence - _sequence - 1;
        _sequence = sequence;
        _entryStart = offset + JournalFrame.LogHeaderBytes + JournalFrame.HeaderBytes;
        _entryLength = entry.Length;
        _position += logBytes;
        Address = _position;
        return true;
    }

    // Zeros up to the end of the page are how FasterLog leaves room that the next entry did not fit in; anything else is
    // damage, and the next whole entry may start at any of the following words (its length, which is not zero, ends 12 bytes
    // after its start).
    private long NextCandidate(ReadOnlySpan<byte> page, int offset)
    {
        var zeros = page[offset..].IndexOfAnyExcept((byte)0);
        return zeros < 0 || page.Length - offset <= JournalFrame.Alignment
            ? (_position / pageBytes * pageBytes) + pageBytes
            : _position + Math.Max(JournalFrame.Alignment, (zeros - JournalFrame.LogHeaderBytes + 1) & -JournalFrame.Alignment);
    }

    private ReadOnlySpan<byte> LoadPage()
    {
        var number = _position / pageBytes;
        var start = number * pageBytes;
        var span = _page.AsSpan(0, (int)Math.Min(pageBytes, end - start));
        if (number != _loadedPage)
        {
            files.Read(start, span);
            _loadedPage = number;
        }

        return span;
    }
}
