namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>How a look at the disk ended. The names are those of the metric's tag.</summary>
internal enum DiskReading
{
    Found,
    Absent,
    Purged,
    Damaged,
}
