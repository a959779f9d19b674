using EdgeGateway.Storage.Disk;
using FASTER.core;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Storage.Journal;

/// <summary>
/// The journal over FasterLog: FasterLog gives the lock-free page buffer and its flushing, this class the order, the
/// checksums, the bound and the recovery. Appends take a short lock so that the order of numbers is the order on disk.
/// Thread-safe. Files: <c>entries.N</c>, <c>journal.mark</c>, <c>lock</c>.
/// </summary>
public sealed class FasterJournal : IJournal
{
    private readonly JournalOptions _options;
    private readonly FolderLock _folder;
    private readonly SegmentFiles _files;
    private readonly SegmentDevice _device;
    private readonly FasterLog _log;
    private readonly JournalCommitter _committer;
    private readonly StorageMetrics? _metrics;
    private readonly Lock _appending = new();
    private readonly Lock _marking = new();
    private readonly long _pageBytes;
    private byte[] _frame = new byte[4096];
    private long _begin;
    private ulong _sequence;
    private bool _closed;

    private FasterJournal(
        JournalOptions options, FolderLock folder, JournalRecovery recovery, TimeProvider time, ILogger logger,
        StorageMetrics? metrics)
    {
        _options = options;
        _folder = folder;
        _files = recovery.Files;
        _pageBytes = recovery.PageBytes;
        _begin = recovery.Begin;
        _sequence = recovery.Sequence;
        _metrics = metrics;
        Problems = recovery.Problems;
        _device = new SegmentDevice(_files, Path.Combine(options.Directory, "entries"));
        _log = OpenLog(recovery);
        _committer = new JournalCommitter(_log, _device, _files, options, time, logger, metrics);
    }

    /// <inheritdoc/>
    public long BeginAddress => Volatile.Read(ref _begin);

    /// <inheritdoc/>
    public long CommittedAddress => _committer.Committed;

    /// <inheritdoc/>
    public long TailAddress => _log.TailAddress;

    /// <inheritdoc/>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Opens the journal, or makes an empty one. Damage is named in <see cref="Problems"/> and never throws.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process has it open.</exception>
    public static FasterJournal Open(
        JournalOptions options, TimeProvider time, ILogger<FasterJournal> logger, StorageMetrics? metrics = null) =>
        Open(options, time, logger, metrics, static (path, segmentBytes) => new SegmentFiles(path, segmentBytes));

    internal static FasterJournal Open(
        JournalOptions options,
        TimeProvider time,
        ILogger<FasterJournal> logger,
        StorageMetrics? metrics,
        Func<string, long, SegmentFiles> createFiles)
    {
        if (string.Join(' ', options.Problems()) is { Length: > 0 } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }

        var folder = FolderLock.Take(options.Directory);
        try
        {
            var recovery = JournalRecovery.Run(options, createFiles);
            var journal = new FasterJournal(options, folder, recovery, time, logger, metrics);
            journal.SaveMark();
            foreach (var problem in recovery.Problems)
            {
                Log.JournalProblem(logger, problem);
            }

            return journal;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryAppend(ReadOnlySpan<byte> entry, out long address)
    {
        if (entry.Length > _options.MaxEntryBytes)
        {
            throw new ArgumentException(
                $"The entry of '{entry.Length}' bytes is too large: the journal accepts up to '{_options.MaxEntryBytes}'.",
                nameof(entry));
        }

        if (!TryAppendInOrder(entry, out address))
        {
            _metrics?.OnEntryRefused();
            return false;
        }

        _committer.OnAppended();
        return true;
    }

    /// <inheritdoc/>
    public ValueTask WaitForCommitAsync(long address, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address, TailAddress);
        return _committer.WaitAsync(address, cancellationToken);
    }

    /// <inheritdoc/>
    public long Replay(long from, JournalEntryVisitor visit)
    {
        var begin = Math.Max(from, BeginAddress);
        using var scanner = new JournalScanner(_files, _pageBytes, begin, CommittedAddress);
        while (scanner.MoveNext())
        {
            visit(scanner.Entry, scanner.Address);
        }

        return Math.Max(scanner.Address, from);
    }

    /// <inheritdoc/>
    public void TruncateUntil(long address)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address, CommittedAddress);
        lock (_marking)
        {
            if (address <= _begin || _closed)
            {
                return;
            }

            Volatile.Write(ref _begin, address);
            SaveMark();
            _log.TruncateUntil(address);
        }

        _committer.OnTruncated();
    }

    /// <summary>Commits what was appended and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_marking)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        await _committer.DisposeAsync();
        _device.Stop();
        SaveMark();
        _log.Dispose();
        _device.Dispose();
        _folder.Dispose();
    }

    private bool TryAppendInOrder(ReadOnlySpan<byte> entry, out long address)
    {
        address = 0;
        var payloadBytes = JournalFrame.HeaderBytes + entry.Length;
        var logBytes = JournalFrame.LogBytes(payloadBytes);
        lock (_appending)
        {
            if (_committer.Refuses || _log.TailAddress - _committer.Committed + logBytes > _options.MaxUncommittedBytes)
            {
                return false;
            }

            if (_frame.Length < payloadBytes)
            {
                _frame = new byte[Math.Max(payloadBytes, _frame.Length * 2)];
            }

            var payload = _frame.AsSpan(0, payloadBytes);
            JournalFrame.Write(payload, _sequence + 1, entry);
            if (!_log.TryEnqueue(payload, out var start))
            {
                return false;
            }

            _sequence++;
            address = start + logBytes;
            return true;
        }
    }

    private FasterLog OpenLog(JournalRecovery recovery)
    {
        var log = new FasterLog(new FasterLogSettings
        {
            LogDevice = _device,
            LogCommitManager = new RecoveredCommit(recovery.Begin, recovery.End),
            PageSize = recovery.PageBytes,
            SegmentSize = _files.SegmentBytes,
            MemorySize = Math.Max(_options.MemoryBytes, 4 * recovery.PageBytes),
            LogChecksum = LogChecksumType.PerEntry,
        });
        return log.TailAddress == recovery.End
            ? log
            : throw new IOException(
                $"The journal '{_options.Directory}' could not be continued at '{recovery.End}': FASTER opened it at '{log.TailAddress}'.");
    }

    private void SaveMark() =>
        new JournalMark(_pageBytes, _files.SegmentBytes, BeginAddress, CommittedAddress, _sequence).Save(
            JournalRecovery.MarkPath(_options.Directory));
}
