using EdgeGateway.Primitives.Hashing;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// The second tier: what was stored, in segment files of our own that survive a restart. Lookups go by an index in memory; a record
/// is read, checked and compared with the purges since its fetch before anybody is given it. Nothing here is on the way of a hit.
/// Thread-safe; one thread writes.
/// </summary>
internal sealed partial class DiskStore : IDisposable
{
    private const int FirstReadBytes = 4096;

    private readonly DiskFolder _folder;
    private readonly DiskHash _hash;
    private readonly IDiskClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _maxBytes;
    private readonly int _segmentBytes;
    private readonly LogGate _damageLog;
    private readonly Lock _gate = new();

    // Guarded by the gate.
    private readonly DiskIndex _index = new();
    private readonly SortedDictionary<int, DiskSegment> _segments = [];
    private readonly PurgeBook _purges = new();
    private readonly PurgeJournal _journal;
    private readonly long _foreignBytes;
    private long _latestSequence;
    private long _latestReceived;
    private int _nextNumber = 1;

    private DiskStore(DiskFolder folder, long maxBytes, IDiskClient client, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _hash = new DiskHash(folder.Identity);
        _client = client;
        _time = time;
        _logger = logger;
        _maxBytes = maxBytes;
        _segmentBytes = (int)Math.Clamp(maxBytes / 32, 1 << 20, 64 << 20);
        _damageLog = new LogGate(time);
        _failureLog = new LogGate(time);
        _journal = PurgeJournal.Open(folder.Path, _purges, out var whole);
        _foreignBytes = OpenSegments();
        _latestSequence = Math.Max(_latestSequence, _purges.Latest);
        if (!whole)
        {
            // A purge may be among what cannot be read: nothing from before can be trusted.
            Log.DiskForgot(logger, "the journal of purges is damaged");
            Forget();
            _journal.Rewrite(_purges);
        }

        _writing = new Thread(WriteAll) { IsBackground = true, Name = "page store" };
        _writing.Start();
    }

    /// <summary>The purge clock must go on from here.</summary>
    public long LatestSequence
    {
        get
        {
            lock (_gate)
            {
                return _latestSequence;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _index.Count;
            }
        }
    }

    /// <summary>Bytes of all files that count against the cap.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return FileBytes();
            }
        }
    }

    /// <summary>Opens the store of a folder, or makes one; null, with the reason in the log, when it cannot be used.</summary>
    public static DiskStore? Open(string path, long maxBytes, IDiskClient client, TimeProvider time, ILogger logger)
    {
        var began = time.GetTimestamp();
        DiskFolder? folder = null;
        try
        {
            folder = DiskFolder.Open(path, out var problem);
            if (problem is not null)
            {
                Log.DiskSkipped(logger, "store", problem);
            }

            var store = new DiskStore(folder, maxBytes, client, time, logger);
            Log.DiskOpened(logger, path, store.Count, store._segments.Count, (long)time.GetElapsedTime(began).TotalMilliseconds);
            return store;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            folder?.Dispose();
            Log.DiskOff(logger, path, exception.Message);
            return null;
        }
    }

    /// <summary>Whether a look at the disk is worth it.</summary>
    public bool MayHold(ReadOnlySpan<byte> key)
    {
        var hash = _hash.Of(key);
        lock (_gate)
        {
            return _index.Contains(hash);
        }
    }

    /// <summary>Reads the record of a key that the caller accepts; what is damaged is forgotten, never given.</summary>
    /// <param name="key">The primary key.</param>
    /// <param name="accepts">Looks at an image and the bytes that follow it; called before those are read.</param>
    public async Task<DiskFound?> FindAsync(byte[] key, Func<DiskImage, long, bool> accepts)
    {
        foreach (var slot in Candidates(_hash.Of(key)))
        {
            try
            {
                var (reading, found) = await ReadAsync(slot, key, accepts);
                _client.DiskRead(reading);
                if (found is not null)
                {
                    return found;
                }
            }
            catch (ObjectDisposedException)
            {
                // The segment was evicted at this moment.
                _client.DiskRead(DiskReading.Absent);
            }
            catch (IOException exception)
            {
                Damaged(slot, exception.Message);
            }
        }

        return null;
    }

    /// <summary>
    /// Time since a response arrived, also while no process ran. A clock that was set back is taken to stand still at the latest
    /// response known, so that nothing looks younger than it was then; one set forward makes entries stale early.
    /// </summary>
    public TimeSpan AgeOf(DiskImage image)
    {
        var latest = DateTimeOffset.FromUnixTimeSeconds(Interlocked.Read(ref _latestReceived));
        var now = _time.GetUtcNow();
        var age = (now > latest ? now : latest) - image.Received;
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    /// <summary>Whether a purge since its fetch removed what was found, to be asked under the lock of its record.</summary>
    public bool IsPurged(DiskFound found, out DateTimeOffset? staleSince)
    {
        lock (_gate)
        {
            return _purges.IsPurged(found.Image, found.Slot.Key, found.Slot.Sequence, out staleSince);
        }
    }

    private List<DiskSlot> Candidates(ulong key)
    {
        lock (_gate)
        {
            return _index.Of(key);
        }
    }

    private async Task<(DiskReading Reading, DiskFound? Found)> ReadAsync(
        DiskSlot slot, byte[] key, Func<DiskImage, long, bool> accepts)
    {
        if (SegmentOf(slot.Segment) is not { } segment)
        {
            return (DiskReading.Absent, null);
        }

        var first = new byte[Math.Min(slot.Length, FirstReadBytes)];
        await ReadFullyAsync(segment, first, slot.Offset);
        if (!RecordHeader.TryRead(first, out var header) || header.TotalLength != slot.Length)
        {
            throw new DamagedFileException("no record begins where the index says");
        }

        var beginning = RecordHeader.Bytes + header.ImageLength;
        if (beginning > first.Length)
        {
            first = new byte[beginning];
            await ReadFullyAsync(segment, first, slot.Offset);
        }

        if (!RecordHeader.Confirms(first, first.AsSpan(RecordHeader.Bytes, header.ImageLength)))
        {
            throw new DamagedFileException("the checksum of a record's head is wrong");
        }

        var image = DiskImage.Decode(first, RecordHeader.Bytes, header.ImageLength);
        if (!image.Key.AsSpan().SequenceEqual(key))
        {
            return (DiskReading.Absent, null);
        }

        lock (_gate)
        {
            if (_purges.IsPurged(image, slot.Key, header.Sequence, out _))
            {
                _index.Remove(slot);
                return (DiskReading.Purged, null);
            }
        }

        if (!accepts(image, (long)header.BodyLength + header.DerivedLength))
        {
            return (DiskReading.Absent, null);
        }

        var found = new DiskFound(
            image, slot with { Sequence = header.Sequence },
            GC.AllocateUninitializedArray<byte>(header.BodyLength), new byte[header.DerivedLength]);
        await ReadFullyAsync(segment, found.Body, slot.Offset + beginning);
        await ReadFullyAsync(segment, found.Derived, slot.Offset + beginning + (long)header.BodyLength);
        if (Crc32C.Compute(found.Body, found.Derived) != header.ContentChecksum)
        {
            throw new DamagedFileException("the checksum of a body is wrong");
        }

        lock (_gate)
        {
            _index.MarkUsed(slot);
        }

        return (DiskReading.Found, found);
    }

    private DiskSegment? SegmentOf(int number)
    {
        lock (_gate)
        {
            return _segments.GetValueOrDefault(number);
        }
    }

    private static async Task ReadFullyAsync(DiskSegment segment, Memory<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var count = await segment.ReadAsync(target, offset);
            if (count == 0)
            {
                throw new DamagedFileException("the file ends inside a record");
            }

            target = target[count..];
            offset += count;
        }
    }

    private void Damaged(in DiskSlot slot, string problem)
    {
        _client.DiskRead(DiskReading.Damaged);
        lock (_gate)
        {
            _index.Remove(slot);
        }

        if (_damageLog.Enter() is > 0 and var count)
        {
            Log.DiskDamaged(_logger, count, DiskSegment.NameOf(slot.Segment), problem);
        }
    }

    /// <summary>Returns the bytes of files that bear our names and cannot be used: they count, so that the cap holds.</summary>
    private long OpenSegments()
    {
        long foreign = 0;
        foreach (var path in Directory.EnumerateFiles(_folder.Path).Order(StringComparer.Ordinal))
        {
            if (DiskSegment.NumberOf(path) is not { } number)
            {
                if (Path.GetFileName(path) is not ("lock" or "store" or "purges" or "purges.new" or "store.new"))
                {
                    Log.DiskSkipped(_logger, Path.GetFileName(path), "it is no file of a page store");
                }

                continue;
            }

            _nextNumber = Math.Max(_nextNumber, number + 1);
            try
            {
                Take(DiskSegment.Open(path, number, _folder.Identity, _hash, out var slots), slots);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.DiskSkipped(_logger, Path.GetFileName(path), exception.Message);
                foreign += new FileInfo(path).Length;
            }
        }

        return foreign;
    }

    private void Take(DiskSegment segment, List<DiskSlot> slots)
    {
        if (slots.Count == 0)
        {
            segment.Delete();
            return;
        }

        _segments.Add(segment.Number, segment);
        foreach (var slot in slots)
        {
            _index.Put(slot with { Segment = segment.Number });
            _latestSequence = Math.Max(_latestSequence, slot.Sequence);
        }

        _latestReceived = Math.Max(_latestReceived, segment.LatestReceived);
    }

    private long FileBytes()
    {
        var bytes = _foreignBytes;
        foreach (var segment in _segments.Values)
        {
            bytes += segment.FileBytes;
        }

        return bytes;
    }
}
