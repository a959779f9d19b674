using FASTER.core;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// FASTER's checkpoint files, which we do without: our manifest says what a checkpoint holds, and a store is rebuilt from
/// verified records and never recovered by FASTER, whose recovery follows whatever lengths it finds.
/// </summary>
internal sealed class NullCheckpointFiles : ICheckpointManager
{
    public void InitializeIndexCheckpoint(Guid indexToken)
    {
    }

    public void InitializeLogCheckpoint(Guid logToken)
    {
    }

    public void CommitIndexCheckpoint(Guid indexToken, byte[] commitMetadata)
    {
    }

    public void CommitLogCheckpoint(Guid logToken, byte[] commitMetadata)
    {
    }

    public void CheckpointVersionShift(long oldVersion, long newVersion)
    {
    }

    public void CommitLogIncrementalCheckpoint(Guid logToken, long version, byte[] commitMetadata, DeltaLog deltaLog)
    {
    }

    public byte[] GetIndexCheckpointMetadata(Guid indexToken) => null!;

    public byte[] GetLogCheckpointMetadata(Guid logToken, DeltaLog deltaLog, bool scanDelta = false, long recoverTo = -1) =>
        null!;

    public IEnumerable<Guid> GetIndexCheckpointTokens() => [];

    public IEnumerable<Guid> GetLogCheckpointTokens() => [];

    public IDevice GetIndexDevice(Guid indexToken) => null!;

    public IDevice GetSnapshotLogDevice(Guid token) => null!;

    public IDevice GetSnapshotObjectLogDevice(Guid token) => null!;

    public IDevice GetDeltaLogDevice(Guid token) => null!;

    public void Purge(Guid token)
    {
    }

    public void PurgeAll()
    {
    }

    public void OnRecovery(Guid indexToken, Guid logToken)
    {
    }

    public void Dispose()
    {
    }
}
