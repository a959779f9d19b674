using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// A body while it arrives: one writer appends, any number of cursors read behind it. While it is retained every byte stays for
/// later readers and for the store. Once it is not, blocks live only as long as a cursor needs them, the writer waits for the
/// slowest cursor, and the last cursor to leave ends the fetch.
/// </summary>
internal sealed class FillBody(Func<long, bool> reserve, Action abandoned)
{
    private const int FirstSegmentBytes = 4096;
    private const int LargestSegmentBytes = 65_536;

    /// <summary>A body of known length up to this many bytes gets one block, which the store takes without a copy.</summary>
    private const int LargestSingleBlock = 1 << 20;

    /// <summary>How far the writer may run ahead of the slowest cursor when nothing is retained.</summary>
    private const int Window = 262_144;

    private readonly Lock _gate = new();
    private readonly List<BodyCursor> _cursors = [];
    private BodySegment? _first;
    private BodySegment _last = new([]);
    private TaskCompletionSource _arrived = NewSignal();
    private TaskCompletionSource? _room;
    private bool _ended;
    private Exception? _failure;
    private long _expected = -1;

    /// <summary>Bytes appended so far.</summary>
    public long Length { get; private set; }

    public bool IsRetained { get; private set; } = true;

    public bool HasFailed
    {
        get
        {
            lock (_gate)
            {
                return _failure is not null;
            }
        }
    }

    /// <summary>Starts reading at the first byte; null when that is gone.</summary>
    public BodyCursor? Attach()
    {
        lock (_gate)
        {
            if (!IsRetained)
            {
                return null;
            }

            _first ??= _last;
            var cursor = new BodyCursor(_first);
            _cursors.Add(cursor);
            return cursor;
        }
    }

    public void Detach(BodyCursor cursor)
    {
        bool last;
        lock (_gate)
        {
            last = _cursors.Remove(cursor) && _cursors.Count == 0 && !IsRetained && !_ended;
            _room?.TrySetResult();
        }

        if (last)
        {
            abandoned();
        }
    }

    /// <summary>The announced length, so that the first block can hold it all.</summary>
    public void Expect(long length) => _expected = length;

    /// <summary>Keeps bytes for the cursors alone from here on. Ends the fetch when there are none.</summary>
    public void StopRetaining()
    {
        bool last;
        lock (_gate)
        {
            IsRetained = false;
            _first = null;
            last = _cursors.Count == 0 && !_ended;
        }

        if (last)
        {
            abandoned();
        }
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!IsRetained && RoomSignal() is { } room)
        {
            await room.WaitAsync(cancellationToken);
        }

        Append(bytes.Span);
    }

    public void Complete() => End(null);

    public void Fail(Exception failure) => End(failure);

    /// <summary>The next bytes, or none at the end. What was returned before is taken as consumed.</summary>
    /// <exception cref="FillAbortedException">The body broke off.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(BodyCursor cursor, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(cursor, out var bytes, out var arrived))
            {
                return bytes;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    /// <summary>All bytes of a complete, retained body; without a copy when they stand in one exact block.</summary>
    public SharedBody ToSharedBody()
    {
        lock (_gate)
        {
            if (Length == 0)
            {
                return default;
            }

            var first = FirstFilled();
            return first.Written == Length && first.Buffer.Length == Length
                ? new SharedBody(first.Buffer)
                : new SharedBody(Gather(first));
        }
    }

    private BodySegment FirstFilled()
    {
        var segment = _first ?? throw new InvalidOperationException("The body is not retained.");
        while (segment.Written == 0 && segment.Next is { } next)
        {
            segment = next;
        }

        return segment;
    }

    private byte[] Gather(BodySegment first)
    {
        var all = GC.AllocateUninitializedArray<byte>(checked((int)Length));
        var position = 0;
        for (BodySegment? segment = first; segment is not null; segment = segment.Next)
        {
            segment.Buffer.AsSpan(0, segment.Written).CopyTo(all.AsSpan(position));
            position += segment.Written;
        }

        return all;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var room = _last.Buffer.AsSpan(_last.Written);
            if (room.Length == 0)
            {
                AddSegment();
                continue;
            }

            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            Publish(count);
        }
    }

    private void Publish(int count)
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            _last.Written += count;
            Length += count;
            arrived = _arrived;
            _arrived = NewSignal();
        }

        arrived.TrySetResult();
    }

    /// <summary>
    /// Only the one writer changes the last block, so it may look at it without the lock; room is reserved outside of it,
    /// because that may evict entries and takes other locks.
    /// </summary>
    private void AddSegment()
    {
        var size = _last.Buffer.Length == 0
            ? FirstSize()
            : Math.Clamp(_last.Buffer.Length * 2, FirstSegmentBytes, LargestSegmentBytes);
        if (IsRetained && !reserve(size))
        {
            StopRetaining();
        }

        var segment = new BodySegment(GC.AllocateUninitializedArray<byte>(size));
        lock (_gate)
        {
            _first ??= IsRetained ? segment : null;
            _last.Next = segment;
            _last = segment;
        }
    }

    private int FirstSize() => _expected is > 0 and <= LargestSingleBlock ? (int)_expected : FirstSegmentBytes;

    private Task? RoomSignal()
    {
        lock (_gate)
        {
            var slowest = Length;
            foreach (var cursor in _cursors)
            {
                slowest = Math.Min(slowest, cursor.Position);
            }

            if (Length - slowest < Window)
            {
                return null;
            }

            _room = NewSignal();
            return _room.Task;
        }
    }

    private bool TryRead(BodyCursor cursor, out ReadOnlyMemory<byte> bytes, out Task arrived)
    {
        lock (_gate)
        {
            bytes = default;
            arrived = _arrived.Task;
            while (cursor.Offset == cursor.Segment.Written && cursor.Segment.Next is { } next)
            {
                cursor.Segment = next;
                cursor.Offset = 0;
            }

            if (cursor.Offset == cursor.Segment.Written)
            {
                return _failure is null ? _ended : throw new FillAbortedException("The origin's response broke off.", _failure);
            }

            bytes = cursor.Segment.Buffer.AsMemory(cursor.Offset, cursor.Segment.Written - cursor.Offset);
            cursor.Offset = cursor.Segment.Written;
            cursor.Position += bytes.Length;
            _room?.TrySetResult();
            return true;
        }
    }

    private void End(Exception? failure)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _failure = failure;
        }

        _arrived.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
