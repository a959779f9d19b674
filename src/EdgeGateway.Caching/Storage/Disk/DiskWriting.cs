namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>What became of an entry that was to be written. The names are those of the metric's tag.</summary>
internal enum DiskWriting
{
    Written,

    /// <summary>Copied out of a segment that had to go.</summary>
    Kept,

    /// <summary>Ended before its turn came.</summary>
    Ended,

    /// <summary>The disk did not keep up.</summary>
    Dropped,

    TooLarge,

    /// <summary>The disk refused, as when it is full.</summary>
    Failed,
}
