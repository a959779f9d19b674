namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>The latest purges of one tag, URL, host or prefix: what was fetched before them is removed, or stale since then.</summary>
internal record struct PurgeMark(long Hard, long Soft, DateTimeOffset SoftTime)
{
    public readonly long Latest => Math.Max(Hard, Soft);

    public readonly PurgeMark With(in PurgeNote note) => note.IsSoft
        ? this with { Soft = note.Sequence, SoftTime = note.Time }
        : this with { Hard = note.Sequence };
}
