namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>What the store on disk asks of the cache above it, and tells it.</summary>
internal interface IDiskClient
{
    /// <summary>Bytes to keep of what was derived from a response, or none.</summary>
    byte[] SaveDerived(StoredResponse response);

    /// <summary>Whether memory holds an entry and it was used there: then its record outlives its segment.</summary>
    bool IsInUse(DiskImage image);

    /// <summary>The next moment of the purge clock.</summary>
    long NextSequence();

    void DiskRead(DiskReading reading);

    void DiskWritten(DiskWriting writing);
}
