using FASTER.core;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// Tells FasterLog where it ended. It would keep a file for each commit and trust the newest; we find the end by reading
/// the entries, which needs no second flush per commit and no file that can be wrong.
/// </summary>
internal sealed class RecoveredCommit(long begin, long end) : ILogCommitManager
{
    private const long Number = 1;

    private bool IsFresh => end <= JournalFrame.FirstAddress;

    public void Commit(long beginAddress, long untilAddress, byte[] commitMetadata, long commitNum, bool forceWriteMetadata)
    {
    }

    public IEnumerable<long> ListCommits() => IsFresh ? [] : [Number];

    public byte[] GetCommitMetadata(long commitNum) =>
        new FasterLogRecoveryInfo { BeginAddress = begin, UntilAddress = end, CommitNum = Number }.ToByteArray();

    public void RemoveCommit(long commitNum)
    {
    }

    public void RemoveAllCommits()
    {
    }

    public void OnRecovery(long commitNum)
    {
    }

    public void Dispose()
    {
    }
}
