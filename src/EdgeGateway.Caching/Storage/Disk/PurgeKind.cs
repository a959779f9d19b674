namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>What a note of the purge journal speaks of. The numbers are on disk.</summary>
internal enum PurgeKind : byte
{
    All = 1,
    Tag = 2,

    /// <summary>Every variant of one primary key, by its hash in hexadecimal.</summary>
    Key = 3,
    Host = 4,
    Prefix = 5,
}
