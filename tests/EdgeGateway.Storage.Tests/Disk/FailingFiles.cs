using EdgeGateway.Storage.Disk;

namespace EdgeGateway.Storage.Tests.Disk;

/// <summary>Files of a disk that is full or broken while a test says so.</summary>
internal sealed class FailingFiles(string path, long segmentBytes) : SegmentFiles(path, segmentBytes)
{
    private int _refusedWrites;

    public bool RefusesWrites { get; set; }

    public bool RefusesFlush { get; set; }

    public int RefusedWrites => Volatile.Read(ref _refusedWrites);

    public override void Write(int segment, long offset, ReadOnlySpan<byte> source)
    {
        if (RefusesWrites)
        {
            Interlocked.Increment(ref _refusedWrites);
            throw new IOException("No space left on device");
        }

        base.Write(segment, offset, source);
    }

    public override void Flush()
    {
        if (RefusesFlush)
        {
            throw new IOException("Input/output error");
        }

        base.Flush();
    }
}
