using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Caching.Storage.Disk;

/// <content>
/// The way to the disk: a bounded queue and one thread that appends. What does not fit the queue is dropped and counted; a disk that
/// refuses is left alone for a moment, while pages go on. Room is made by whole segments, the oldest first; what memory holds or
/// was read from there since is copied to the newest.
/// </content>
internal sealed partial class DiskStore
{
    private const long MaxQueueBytes = 16 << 20;
    private static readonly TimeSpan LongestFinish = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<Pending> _queue = [];
    private readonly LogGate _failureLog;

    /// <summary>A thread of its own: file writes block, and a slow disk must not hold up the pool.</summary>
    private readonly Thread _writing;
    private volatile bool _stopping;

    // Guarded by the gate.
    private readonly Dictionary<ulong, int> _queuedKeys = [];
    private long _queuedBytes;
    private int _queuedCount;

    // The writing thread's own.
    private DiskSegment? _active;
    private long _resumeAt = long.MinValue;

    /// <summary>Entries that wait to be written.</summary>
    public int Queued => Volatile.Read(ref _queuedCount);

    /// <summary>Takes an entry for the disk. Never waits.</summary>
    /// <param name="variant">A new entry of the memory store.</param>
    /// <param name="sequence">The purge clock when its fetch began.</param>
    /// <param name="tags">Its tags.</param>
    public void Write(StoredVariant variant, long sequence, string[] tags)
    {
        var slot = new DiskSlot
        {
            Key = _hash.Of(variant.Record.Key),
            Variant = _hash.OfVariant(variant.SecondaryKey),
            Sequence = sequence,
        };
        var size = variant.Size;
        var fits = size < _segmentBytes - DiskSegment.HeadBytes;
        lock (_gate)
        {
            if (fits && _queuedBytes + size <= MaxQueueBytes && !_queue.IsAddingCompleted)
            {
                _queue.Add(new Pending(variant, slot, size, tags));
                _queuedBytes += size;
                _queuedCount++;
                _queuedKeys[slot.Key] = _queuedKeys.GetValueOrDefault(slot.Key) + 1;
                return;
            }
        }

        _client.DiskWritten(fits ? DiskWriting.Dropped : DiskWriting.TooLarge);
        ForgetOlder(slot);
    }

    /// <summary>Writes what waits, for a moment, and closes the files so that the next start is quick.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _queue.CompleteAdding();
        }

        if (!_writing.Join(LongestFinish))
        {
            _stopping = true;
            _writing.Join();
        }

        lock (_gate)
        {
            foreach (var segment in _segments.Values)
            {
                segment.Dispose();
            }

            _journal.Dispose();
        }

        _folder.Dispose();
    }

    private void WriteAll()
    {
        foreach (var pending in _queue.GetConsumingEnumerable())
        {
            var writing = _stopping || _time.GetTimestamp() < _resumeAt
                ? DiskWriting.Dropped
                : TryWrite(pending);
            _client.DiskWritten(writing);
            Leave(pending.Slot.Key, pending.Size);
            if (writing is DiskWriting.Dropped or DiskWriting.Failed or DiskWriting.TooLarge || pending.Variant.Purged)
            {
                // Also when a purge came while it was being written, and did not find it on disk.
                ForgetOlder(pending.Slot);
            }
        }

        TrySeal();
    }

    private DiskWriting TryWrite(in Pending pending)
    {
        if (pending.Variant.Purged || pending.Variant.Replaced)
        {
            return DiskWriting.Ended;
        }

        try
        {
            var variant = pending.Variant;
            return Append(pending.Slot, ImageOf(pending), variant.Body.Bytes, _client.SaveDerived(variant))
                ? DiskWriting.Written
                : DiskWriting.TooLarge;
        }
        catch (Exception exception)
        {
            // Whatever it is (a limit on file sizes is an ArgumentOutOfRangeException): the thread lives, and so does the process.
            _resumeAt = _time.GetTimestamp() + (long)(Pause.TotalSeconds * _time.TimestampFrequency);
            if (_failureLog.Enter() is > 0 and var count)
            {
                Log.DiskRefuses(_logger, count, exception.Message);
            }

            return DiskWriting.Failed;
        }
    }

    private bool Append(DiskSlot slot, DiskImage entry, ReadOnlyMemory<byte> body, byte[] derived)
    {
        var image = entry.Encode();
        var header = new RecordHeader(
            slot.Sequence, image.Length, body.Length, derived.Length, Crc32C.Compute(body.Span, derived));
        if (header.TotalLength > _segmentBytes - DiskSegment.HeadBytes)
        {
            return false;
        }

        var head = new byte[RecordHeader.Bytes];
        header.Write(head, image);
        slot.Length = (int)header.TotalLength;
        var written = Append(slot, [head, image, body, derived], entry.Received);
        lock (_gate)
        {
            _index.Put(written);
        }

        return true;
    }

    private DiskSlot Append(DiskSlot slot, IReadOnlyList<ReadOnlyMemory<byte>> pieces, DateTimeOffset received)
    {
        if (_active is { } full && (full.IsDeleted || full.Length + slot.Length > _segmentBytes))
        {
            TrySeal();
        }

        var active = _active ?? Begin();
        var written = active.Append(slot, pieces, received);
        lock (_gate)
        {
            _latestSequence = Math.Max(_latestSequence, slot.Sequence);
            _latestReceived = Math.Max(_latestReceived, active.LatestReceived);
        }

        return written;
    }

    /// <summary>A new segment, after room was made for it. What was worth keeping of the old ones comes first.</summary>
    private DiskSegment Begin()
    {
        var kept = new List<Kept>();
        while (OldestToEvict() is { } oldest)
        {
            Evict(oldest, kept);
        }

        DiskSegment segment;
        lock (_gate)
        {
            segment = DiskSegment.Create(_folder.Path, _nextNumber++, _folder.Identity);
            _segments.Add(segment.Number, segment);
            _active = segment;
            _purges.Forget(_segments.Values.Min(static s => s.OldestSequence) is var old and not long.MaxValue ? old : 0);
        }

        foreach (var (slot, record, received) in kept)
        {
            var written = segment.Append(slot, [record], received);
            lock (_gate)
            {
                _index.Move(slot, written);
            }

            _client.DiskWritten(DiskWriting.Kept);
        }

        return segment;
    }

    private DiskSegment? OldestToEvict()
    {
        lock (_gate)
        {
            return _segments.Count > 0 && FileBytes() + _segmentBytes > _maxBytes ? _segments.First().Value : null;
        }
    }

    private void Evict(DiskSegment segment, List<Kept> kept)
    {
        List<(DiskSlot Slot, bool Used)> records;
        lock (_gate)
        {
            records = _index.OfSegment(segment.Number);
        }

        // Not all of it, so that each segment evicted makes some room even when everything is in use.
        var room = (_segmentBytes / 32 * 31) - kept.Sum(static k => k.Record.Length);
        foreach (var (slot, used) in records)
        {
            if (slot.Length <= room && ReadWorthKeeping(segment, slot, used) is { } worth)
            {
                kept.Add(worth);
                room -= slot.Length;
                continue;
            }

            lock (_gate)
            {
                _index.Remove(slot);
            }
        }

        lock (_gate)
        {
            _segments.Remove(segment.Number);
        }

        segment.Delete();
    }

    private Kept? ReadWorthKeeping(DiskSegment segment, in DiskSlot slot, bool used)
    {
        try
        {
            return Read(segment, slot) is { } worth && (used || _client.IsInUse(worth.Image)) ? worth.Kept : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private (DiskImage Image, Kept Kept)? Read(DiskSegment segment, in DiskSlot slot)
    {
        var record = new byte[slot.Length];
        if (segment.Read(record, slot.Offset) < record.Length || !RecordHeader.TryRead(record, out var header)
            || header.TotalLength != record.Length
            || !RecordHeader.Confirms(record, record.AsSpan(RecordHeader.Bytes, header.ImageLength)))
        {
            return null;
        }

        var image = DiskImage.Decode(record, RecordHeader.Bytes, header.ImageLength);
        lock (_gate)
        {
            return _purges.IsPurged(image, slot.Key, header.Sequence, out _)
                ? null
                : (image, new Kept(slot, record, image.Received));
        }
    }

    private void TrySeal()
    {
        try
        {
            _active?.Seal();
        }
        catch (Exception)
        {
            // No room for the table: the next start reads the records themselves.
        }

        _active = null;
    }

    private void Leave(ulong key, long size)
    {
        lock (_gate)
        {
            _queuedBytes -= size;
            _queuedCount--;
            ref var queued = ref CollectionsMarshal.GetValueRefOrNullRef(_queuedKeys, key);
            if (--queued == 0)
            {
                _queuedKeys.Remove(key);
            }
        }
    }

    private DiskImage ImageOf(in Pending pending)
    {
        var variant = pending.Variant;
        return new DiskImage
        {
            Key = variant.Record.Key,
            SecondaryKey = variant.SecondaryKey,
            PolicyKeyLength = variant.PolicyKeyLength,
            StatusCode = variant.StatusCode,
            Received = _time.GetUtcNow() - variant.SinceReceived,
            InitialAge = variant.InitialAge,
            Lifetime = variant.Lifetime,
            StaleWhileRevalidate = variant.Decision.StaleWhileRevalidate,
            StaleIfError = variant.Decision.StaleIfError,
            SurrogateControl = variant.Decision.SurrogateControl,
            Headers = variant.Headers.Expand(),
            Tags = pending.Tags,
            OriginCoding = variant.Forms?.OriginCoding,
        };
    }

    private readonly record struct Kept(DiskSlot Slot, byte[] Record, DateTimeOffset Received);

    private readonly record struct Pending(StoredVariant Variant, DiskSlot Slot, long Size, string[] Tags);
}
