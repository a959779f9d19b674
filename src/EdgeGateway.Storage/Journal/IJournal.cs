namespace EdgeGateway.Storage.Journal;

/// <summary>
/// An append-only log of small entries with group commit. Addresses grow with every entry; the address of an entry is
/// the position just after it, so that "applied up to A" and "replay from A" are the same number. Thread-safe.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Where a journal begins from which nothing was given up.</summary>
    const long FirstAddress = 64;

    /// <summary>The oldest address that can still be replayed.</summary>
    long BeginAddress { get; }

    /// <summary>Everything up to here survives kill -9.</summary>
    long CommittedAddress { get; }

    /// <summary>Where the next entry will start.</summary>
    long TailAddress { get; }

    /// <summary>
    /// One sentence for each thing that opening found wrong (a torn tail, a bad checksum); empty when nothing was.
    /// </summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>Appends an entry; it is durable once <see cref="CommittedAddress"/> reaches <paramref name="address"/>.</summary>
    /// <returns>False when too many bytes wait for a commit or the disk refuses: nothing was appended.</returns>
    bool TryAppend(ReadOnlySpan<byte> entry, out long address);

    /// <summary>
    /// Completes when <paramref name="address"/> is durable. Fails when the disk refuses for longer than the time limit.
    /// </summary>
    ValueTask WaitForCommitAsync(long address, CancellationToken cancellationToken);

    /// <summary>
    /// Reads committed entries after <paramref name="from"/> in order; damaged ones are stepped over (see Problems).
    /// </summary>
    /// <returns>The address just after the last entry read.</returns>
    long Replay(long from, JournalEntryVisitor visit);

    /// <summary>Gives up entries before <paramref name="address"/>; disk is freed by whole segments.</summary>
    void TruncateUntil(long address);
}

/// <summary>Receives one entry and the address just after it; the span is valid during the call only.</summary>
public delegate void JournalEntryVisitor(ReadOnlySpan<byte> entry, long address);
