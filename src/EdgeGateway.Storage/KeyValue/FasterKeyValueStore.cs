using System.Numerics;
using EdgeGateway.Storage.Disk;
using FASTER.core;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// The store over FasterKV: FASTER gives the index, the hybrid log and lock-free access; this class the checksums, the
/// checkpoints and the start. Thread-safe; checkpoints as the interface says. What is where on disk: <c>README.md</c> beside.
/// </summary>
public sealed partial class FasterKeyValueStore : IKeyValueStore
{
    private readonly KeyValueStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorageMetrics? _metrics;
    private readonly FolderLock _lock;
    private readonly StoreFolder _folder;
    private readonly long _generation;
    private readonly long _segmentBytes;
    private readonly long _pageBytes;
    private readonly SegmentFiles _files;
    private readonly BlockChecksums _checksums;
    private readonly SegmentDevice _device;
    private readonly FasterKV<SpanByte, SpanByte> _store;
    private readonly SessionPool _sessions;
    private readonly BlockList _blockList;
    private long _damagedReads;
    private bool _closed;

    private FasterKeyValueStore(
        KeyValueStoreOptions options, FolderLock folderLock, TimeProvider time, ILogger logger, StorageMetrics? metrics)
    {
        _options = options;
        _lock = folderLock;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _folder = new StoreFolder(options.Directory);
        _segmentBytes = PowerOfTwo(options.SegmentBytes);
        _pageBytes = PowerOfTwo(options.PageBytes);

        // The next log and checkpoint numbers come from names, so that damaged files cannot make them repeat.
        var manifests = _folder.Manifests();
        _number = manifests.Count == 0 ? 0 : manifests[0].Number;
        _generation = _folder.Generations().Concat(manifests.Select(m => m.Generation)).DefaultIfEmpty(0).Max() + 1;
        var choice = CheckpointChoice.Make(_folder, options.Directory);
        using var chosen = choice.Chosen;
        _folder.DeleteOrphans();

        Directory.CreateDirectory(_folder.DirectoryOf(_generation));
        _files = new SegmentFiles(_folder.LogOf(_generation), _segmentBytes);
        _checksums = new BlockChecksums(_segmentBytes);
        _device = new SegmentDevice(_files, _folder.LogOf(_generation), _checksums, freesSegments: false);
        _store = CreateStore();
        _sessions = new SessionPool(_store, options.MaxValueBytes);
        _blockList = new BlockList(_folder.BlockListOf(_generation));
        _kept.AddRange(choice.Usable);
        _checkpointEnd = _store.Log.BeginAddress;
        Recovery = new StoreRecovery(chosen?.Manifest.AppliedAddress ?? 0, Fill(chosen), choice.Problems);
    }

    /// <inheritdoc/>
    public int MaxValueBytes => _options.MaxValueBytes;

    /// <inheritdoc/>
    public StoreRecovery Recovery { get; }

    /// <summary>Reads that found a record which is not what was written, and answered "absent".</summary>
    public long DamagedReads => Interlocked.Read(ref _damagedReads);

    /// <summary>Blocks read back from disk that did not hold what was written.</summary>
    public long DamagedBlocks => _device.DamagedBlocks;

    /// <summary>Opens the store, or makes an empty one. Damage is named in <see cref="Recovery"/> and never throws.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process has it open.</exception>
    public static FasterKeyValueStore Open(KeyValueStoreOptions options, ILogger<FasterKeyValueStore> logger) =>
        Open(options, TimeProvider.System, logger, metrics: null);

    /// <inheritdoc cref="Open(KeyValueStoreOptions, ILogger{FasterKeyValueStore})"/>
    public static FasterKeyValueStore Open(
        KeyValueStoreOptions options, TimeProvider time, ILogger<FasterKeyValueStore> logger, StorageMetrics? metrics)
    {
        if (string.Join(' ', options.Problems()) is { Length: > 0 } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }

        var folderLock = FolderLock.Take(options.Directory);
        try
        {
            var store = new FasterKeyValueStore(options, folderLock, time, logger, metrics);
            foreach (var problem in store.Recovery.Problems)
            {
                Log.StoreProblem(logger, problem);
            }

            Log.StoreOpened(logger, options.Directory, store.Recovery.Records, store.Recovery.AppliedAddress);
            return store;
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<byte> key, Span<byte> destination, out int length)
    {
        ThrowIfNoKey(key);
        var damagedBlocks = _device.DamagedBlocks;
        var session = _sessions.Rent();
        var output = session.Read(key, destination);
        _sessions.Return(session);

        // A record whose key lay in a damaged block is not found; another reader's damaged block may count twice here.
        if (output.Damaged || (!output.Found && _device.DamagedBlocks != damagedBlocks))
        {
            Interlocked.Increment(ref _damagedReads);
            _metrics?.OnDamagedRecord();
        }

        length = output.Length;
        return output.Found;
    }

    /// <inheritdoc/>
    public void Upsert(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (value.Length > _options.MaxValueBytes)
        {
            throw new ArgumentException(
                $"The value of '{value.Length}' bytes is too large: the store accepts up to '{_options.MaxValueBytes}'.",
                nameof(value));
        }

        Write(key, value, removed: false);
    }

    /// <inheritdoc/>
    public void Delete(ReadOnlySpan<byte> key) => Write(key, [], removed: true);

    /// <inheritdoc/>
    public void Scan(KeyValueVisitor visit)
    {
        using var scan = new StoreScan(_store, _files, _checksums, _pageBytes);
        scan.Run(visit);
    }

    /// <summary>Closes the files. What was written since the last checkpoint is not kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await _checkpointing.WaitAsync();
        if (!_closed)
        {
            _closed = true;
            _sessions.Dispose();
            _device.Stop();
            _store.Dispose();
            _device.Dispose();
            _blockList.Dispose();
            _lock.Dispose();
        }

        _checkpointing.Release();
    }

    private static long PowerOfTwo(long bytes) => 1L << BitOperations.Log2((ulong)bytes);

    private static void ThrowIfNoKey(ReadOnlySpan<byte> key)
    {
        if (key.Length is 0 or > RecordFrame.MaxKeyBytes)
        {
            throw new ArgumentException(
                $"The key of '{key.Length}' bytes is out of range: '1' to '64' bytes are accepted.", nameof(key));
        }
    }

    private void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool removed)
    {
        ThrowIfNoKey(key);
        var session = _sessions.Rent();
        session.Write(key, value, removed);
        _sessions.Return(session);
        Interlocked.Increment(ref _writes);
        Interlocked.Add(ref _writtenBytes, RecordFrame.StoredBytes(value.Length) + RecordScanner.FillingOverhead + key.Length);
    }

    private FasterKV<SpanByte, SpanByte> CreateStore() => new(new FasterKVSettings<SpanByte, SpanByte>
    {
        LogDevice = _device,
        IndexSize = _options.IndexBytes,
        MemorySize = _options.MemoryBytes,
        PageSize = _pageBytes,
        SegmentSize = _segmentBytes,
        CheckpointManager = new NullCheckpointFiles(),
        RemoveOutdatedCheckpoints = false,
        ConcurrencyControlMode = ConcurrencyControlMode.LockTable,
    });

    // The records of the chosen checkpoint go into a new log: what starts to serve has been verified record by record, the
    // old log stays untouched until two newer checkpoints exist, and its garbage is left behind.
    private long Fill(CheckpointSurvey? chosen)
    {
        var records = 0L;
        var session = _sessions.Rent();
        chosen?.Visit((key, value) =>
        {
            if (value.Length <= _options.MaxValueBytes)
            {
                session.Write(key, value, removed: false);
                records++;
            }
        });
        _sessions.Return(session);
        return records;
    }
}
