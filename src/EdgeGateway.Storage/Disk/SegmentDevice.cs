using System.Buffers;
using FASTER.core;

namespace EdgeGateway.Storage.Disk;

/// <summary>
/// FASTER's view of our segment files. It differs from FASTER's own device in four ways that matter: a failed write is
/// tried again instead of poisoning the log for good; what is flushed and when is our decision (one flush per commit);
/// foreign files in the folder are ignored; and a block that rotted on disk reads as zeros and is counted, so that FASTER
/// never follows a length or an address that it did not write itself.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="name">What FASTER calls the device in its messages.</param>
/// <param name="checksums">Checked on every read when given.</param>
/// <param name="freesSegments">
/// False when FASTER's truncation must not delete files, because an older checkpoint needs them.
/// </param>
internal sealed unsafe class SegmentDevice(
    SegmentFiles files, string name, BlockChecksums? checksums = null, bool freesSegments = true)
    : StorageDeviceBase(name, BlockChecksums.BlockBytes, Devices.CAPACITY_UNSPECIFIED)
{
    private const int ChunkBytes = 64 * BlockChecksums.BlockBytes;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim _stopping = new();
    private int _pending;
    private long _damagedBlocks;
    private long _failedWrites;

    /// <summary>Blocks that did not hold what was written.</summary>
    public long DamagedBlocks => Interlocked.Read(ref _damagedBlocks);

    /// <summary>Writes that had to be tried again.</summary>
    public long FailedWrites => Interlocked.Read(ref _failedWrites);

    /// <summary>
    /// From now on failing writes are given up; returns when none is under way. FASTER's memory may go after that.
    /// </summary>
    public void Stop()
    {
        _stopping.Set();
        SpinWait.SpinUntil(() => Volatile.Read(ref _pending) == 0);
    }

    /// <inheritdoc/>
    public override void WriteAsync(
        IntPtr sourceAddress,
        int segmentId,
        ulong destinationAddress,
        uint numBytesToWrite,
        DeviceIOCompletionCallback callback,
        object context) =>
        Queue(new Job(this, sourceAddress, segmentId, (long)destinationAddress, (int)numBytesToWrite, callback, context));

    /// <summary>
    /// Reads on the caller's thread: request threads wait for their records anyway, and waiting for a pool thread while
    /// being one starves the pool.
    /// </summary>
    public override void ReadAsync(
        int segmentId,
        ulong sourceAddress,
        IntPtr destinationAddress,
        uint readLength,
        DeviceIOCompletionCallback callback,
        object context)
    {
        Read(segmentId, (long)sourceAddress, new Span<byte>((void*)destinationAddress, (int)readLength));
        callback(0, readLength, context);
    }

    /// <inheritdoc/>
    public override void RemoveSegment(int segment)
    {
        if (freesSegments)
        {
            files.Remove(segment);
            checksums?.Remove(segment);
        }
    }

    /// <inheritdoc/>
    public override void RemoveSegmentAsync(int segment, AsyncCallback callback, IAsyncResult result)
    {
        RemoveSegment(segment);
        callback(result);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Stop();
        files.Dispose();
    }

    private void Queue(Job job)
    {
        Interlocked.Increment(ref _pending);
        ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
    }

    // The page is copied first: header bits of records that FASTER calls immutable still change under the writer's hands,
    // and what is checksummed must be what is written.
    private bool Write(int segment, long offset, ReadOnlySpan<byte> source)
    {
        var copy = ArrayPool<byte>.Shared.Rent(Math.Min(source.Length, ChunkBytes));
        while (!source.IsEmpty)
        {
            var chunk = copy.AsSpan(0, Math.Min(source.Length, ChunkBytes));
            source[..chunk.Length].CopyTo(chunk);
            checksums?.Note(segment, offset, chunk);
            if (!WriteUntilItWorks(segment, offset, chunk))
            {
                return false;
            }

            source = source[chunk.Length..];
            offset += chunk.Length;
        }

        ArrayPool<byte>.Shared.Return(copy);
        return true;
    }

    private bool WriteUntilItWorks(int segment, long offset, ReadOnlySpan<byte> chunk)
    {
        while (true)
        {
            try
            {
                files.Write(segment, offset, chunk);
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Interlocked.Increment(ref _failedWrites);
                if (_stopping.Wait(RetryDelay))
                {
                    return false;
                }
            }
        }
    }

    private void Read(int segment, long offset, Span<byte> destination)
    {
        try
        {
            files.Read((segment * files.SegmentBytes) + offset, destination);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            destination.Clear();
        }

        if (checksums is not null)
        {
            Interlocked.Add(ref _damagedBlocks, checksums.ClearDamaged(segment, offset, destination));
        }
    }

    private sealed class Job(
        SegmentDevice device,
        IntPtr memory,
        int segment,
        long offset,
        int length,
        DeviceIOCompletionCallback callback,
        object context) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            var ok = device.Write(segment, offset, new ReadOnlySpan<byte>((void*)memory, length));
            try
            {
                callback(ok ? 0u : uint.MaxValue, ok ? (uint)length : 0, context);
            }
            catch (Exception exception) when (exception is FasterException or ObjectDisposedException or NullReferenceException)
            {
                // FASTER's own devices run callbacks in tasks that nobody watches; here such a throw would end the process.
            }
            finally
            {
                Interlocked.Decrement(ref device._pending);
            }
        }
    }
}
