namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Where a store lives and how much memory it takes. Sizes are rounded down to powers of two. The defaults suit up to about
/// a million small records; memory in use is about IndexBytes + MemoryBytes, plus 1 byte for each KiB on disk.
/// </summary>
public sealed record KeyValueStoreOptions
{
    /// <summary>The store's own folder; made when absent. One process at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>Bytes of the hash index: 16 to 32 for each key keep chains short. Default 32 MiB, at least 4 KiB.</summary>
    public long IndexBytes { get; init; } = 32 << 20;

    /// <summary>Bytes of records kept in memory; older ones are read from disk. Default 64 MiB, at least 8 pages.</summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one page of the log. Default 4 MiB, at least 64 KiB.</summary>
    public long PageBytes { get; init; } = 4 << 20;

    /// <summary>Bytes of one file of the log; disk is freed by whole files. Default 64 MiB, at least a page.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>The largest value. Default 4096, at most 32768.</summary>
    public int MaxValueBytes { get; init; } = 4096;

    /// <summary>Checkpoints kept, so that a damaged one can be stepped over. Default 2, at least 2.</summary>
    public int KeptCheckpoints { get; init; } = 2;

    /// <summary>
    /// A log larger than this, and than twice what its live records take, is cleaned from its old end during checkpoints.
    /// Default 256 MiB.
    /// </summary>
    public long CleanAboveBytes { get; init; } = 256 << 20;

    /// <summary>One sentence for each value out of range.</summary>
    internal IEnumerable<string> Problems()
    {
        if (IndexBytes < 4096)
        {
            yield return $"The store's IndexBytes '{IndexBytes}' is too small: at least '4096' is accepted.";
        }

        if (PageBytes is < 64 << 10 or > 1 << 28)
        {
            yield return $"The store's PageBytes '{PageBytes}' is out of range: '65536' to '268435456' is accepted.";
        }

        if (MemoryBytes < 8 * PageBytes)
        {
            yield return $"The store's MemoryBytes '{MemoryBytes}' is too small: at least eight pages '{8 * PageBytes}' are accepted.";
        }

        if (SegmentBytes < PageBytes)
        {
            yield return $"The store's SegmentBytes '{SegmentBytes}' is too small: at least PageBytes '{PageBytes}' is accepted.";
        }

        if (MaxValueBytes is < 1 or > 32768)
        {
            yield return $"The store's MaxValueBytes '{MaxValueBytes}' is out of range: '1' to '32768' is accepted.";
        }

        if (KeptCheckpoints < 2)
        {
            yield return $"The store's KeptCheckpoints '{KeptCheckpoints}' is too small: at least '2' is accepted.";
        }
    }
}
