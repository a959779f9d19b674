namespace EdgeGateway.Storage.Journal;

/// <summary>Where a journal lives and how much it may hold back. Sizes are rounded down to powers of two.</summary>
public sealed record JournalOptions
{
    /// <summary>The journal's own folder; made when absent. One process at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Bytes of one page: no entry crosses a page. Default 1 MiB, at least 64 KiB. Fixed when a journal is first made.
    /// </summary>
    public long PageBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Bytes of one file; truncation frees disk by whole files. Default 64 MiB, at least a page. Fixed when first made.
    /// </summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of memory for pages on their way to disk. Default 32 MiB, at least 4 pages.</summary>
    public long MemoryBytes { get; init; } = 32 << 20;

    /// <summary>
    /// Entries are refused while more than this many bytes wait for a commit. Default 8 MiB; below half of the memory.
    /// </summary>
    public long MaxUncommittedBytes { get; init; } = 8 << 20;

    /// <summary>The largest entry. Default 256 KiB; below half a page.</summary>
    public int MaxEntryBytes { get; init; } = 256 << 10;

    /// <summary>The longest an entry waits for its commit to start when nobody waits for it. Default 5 ms.</summary>
    public TimeSpan CommitDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>A commit that takes longer fails whoever waits, and entries are refused until it is done. Default 5 s.</summary>
    public TimeSpan CommitTimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Addresses of new entries are at least this, whatever is left of the journal on disk: give the address that the
    /// stores have applied, so that a journal that was lost does not hand out addresses a second time. Default 0.
    /// </summary>
    public long MinimumAddress { get; init; }

    /// <summary>One sentence for each value out of range.</summary>
    internal IEnumerable<string> Problems()
    {
        if (PageBytes < 64 << 10)
        {
            yield return $"The journal's PageBytes '{PageBytes}' is too small: at least '65536' is accepted.";
        }

        if (SegmentBytes < PageBytes)
        {
            yield return $"The journal's SegmentBytes '{SegmentBytes}' is too small: at least PageBytes '{PageBytes}' is accepted.";
        }

        if (MemoryBytes < 4 * PageBytes)
        {
            yield return $"The journal's MemoryBytes '{MemoryBytes}' is too small: at least four pages '{4 * PageBytes}' are accepted.";
        }

        if (MaxUncommittedBytes <= 0 || MaxUncommittedBytes > MemoryBytes / 2)
        {
            yield return $"The journal's MaxUncommittedBytes '{MaxUncommittedBytes}' is out of range: up to '{MemoryBytes / 2}' is accepted.";
        }

        if (MaxEntryBytes <= 0 || MaxEntryBytes > PageBytes / 2)
        {
            yield return $"The journal's MaxEntryBytes '{MaxEntryBytes}' is out of range: up to '{PageBytes / 2}' is accepted.";
        }
    }
}
