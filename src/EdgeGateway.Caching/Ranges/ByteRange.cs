namespace EdgeGateway.Caching.Ranges;

/// <summary>A part of a body.</summary>
/// <param name="First">Position of its first byte.</param>
/// <param name="Length">Number of bytes, at least 1.</param>
public readonly record struct ByteRange(long First, long Length)
{
    /// <summary>Position behind its last byte.</summary>
    public long End => First + Length;
}
