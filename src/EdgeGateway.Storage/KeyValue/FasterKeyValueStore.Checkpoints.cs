using EdgeGateway.Storage.Disk;
using FASTER.core;

namespace EdgeGateway.Storage.KeyValue;

/// <content>Checkpoints, and the cleaning of the log that rides on them.</content>
public sealed partial class FasterKeyValueStore
{
    private readonly SemaphoreSlim _checkpointing = new(1);
    private readonly List<CheckpointManifest> _kept = [];
    private long _number;
    private long _checkpointEnd;
    private long _writes;
    private long _writtenBytes;

    /// <inheritdoc/>
    public long OldestCheckpointAddress
    {
        get
        {
            lock (_kept)
            {
                return _kept.Count == 0 ? 0 : _kept.Min(static manifest => manifest.AppliedAddress);
            }
        }
    }

    /// <summary>Bytes of the log on disk and in memory, garbage included.</summary>
    public long LogBytes => _store.Log.TailAddress - _store.Log.BeginAddress;

    /// <inheritdoc/>
    public async Task CheckpointAsync(long appliedAddress, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        await _checkpointing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            Clean();
            FillBlock();
            await FoldOverAsync(cancellationToken);
            Publish(appliedAddress);
        }
        finally
        {
            _checkpointing.Release();
        }

        _metrics?.OnCheckpoint(_time.GetElapsedTime(start));
    }

    // A checkpoint ends where a block ends. Otherwise the next records share its last block, and when they supersede one
    // there, FASTER marks the old one invalid in the block that it writes again: the older checkpoint would lose it.
    private void FillBlock()
    {
        var session = _sessions.Rent();
        long missing;
        while ((missing = _store.Log.TailAddress % BlockChecksums.BlockBytes) != 0)
        {
            missing = BlockChecksums.BlockBytes - missing;
            session.WriteFilling(
                (int)(missing < 2 * RecordScanner.FillingOverhead ? missing + BlockChecksums.BlockBytes : missing));
        }

        _sessions.Return(session);
    }

    // FASTER makes everything so far read-only and hands it to the device; then one flush makes it durable.
    private async Task FoldOverAsync(CancellationToken cancellationToken)
    {
        var (started, _) = await _store.TakeHybridLogCheckpointAsync(
            CheckpointType.FoldOver, cancellationToken: cancellationToken);
        if (!started)
        {
            throw new InvalidOperationException($"The store '{_options.Directory}' is busy with another checkpoint.");
        }

        _files.Flush();
    }

    private void Publish(long appliedAddress)
    {
        var end = _store.Log.TailAddress;
        _blockList.Append(_checkpointEnd, end, _checksums);
        _checkpointEnd = end;
        var manifest = new CheckpointManifest(
            _number + 1,
            _generation,
            _store.Log.BeginAddress,
            end,
            appliedAddress,
            _pageBytes,
            _segmentBytes,
            _blockList.Length,
            _blockList.Hash);
        manifest.Save(_folder.ManifestOf(manifest));
        _number = manifest.Number;
        Keep(manifest);
        Log.CheckpointTaken(_logger, manifest.Number, _options.Directory, appliedAddress);
    }

    private void Keep(CheckpointManifest newest)
    {
        lock (_kept)
        {
            _kept.Insert(0, newest);
            _kept.RemoveRange(
                Math.Min(_options.KeptCheckpoints, _kept.Count), Math.Max(_kept.Count - _options.KeptCheckpoints, 0));
        }

        _folder.Keep(_kept, _generation);
        var begin = _kept.Where(manifest => manifest.Generation == _generation).Min(static manifest => manifest.Begin);
        foreach (var segment in _files.List())
        {
            if ((segment + 1) * _segmentBytes <= begin)
            {
                _files.Remove(segment);
                _checksums.Remove(segment);
            }
        }
    }

    // Every checkpoint makes the records before it read-only, so each later change appends a copy and the log grows. Here
    // the oldest pages are emptied by writing their live records again: twice as much as the log grew since last time, so
    // that cleaning wins as long as less than half of the oldest pages is alive.
    private void Clean()
    {
        var end = _store.Log.TailAddress;
        if (end - _store.Log.BeginAddress <= Math.Max(_options.CleanAboveBytes, 2 * LiveBytes()))
        {
            return;
        }

        var limit = Math.Min(_store.Log.BeginAddress + (2 * (end - _checkpointEnd)) + _pageBytes, _store.Log.SafeReadOnlyAddress);
        limit = Math.Min(limit / _pageBytes * _pageBytes, _checkpointEnd / _pageBytes * _pageBytes);
        if (limit <= _store.Log.BeginAddress)
        {
            return;
        }

        var session = _sessions.Rent();
        using (var scanner = new RecordScanner(_files, _checksums, _pageBytes, _store.Log.BeginAddress, limit))
        {
            MoveLive(scanner, session);
        }

        _sessions.Return(session);
        _store.Log.ShiftBeginAddress(limit);
    }

    private void MoveLive(RecordScanner scanner, StoreSession session)
    {
        var buffer = new byte[_options.MaxValueBytes];
        while (scanner.MoveNext())
        {
            if (!scanner.IsRemoval && !scanner.IsLost && session.Read(scanner.Key, buffer).Address == scanner.Address)
            {
                session.Write(scanner.Key, scanner.Value, removed: false);
            }
        }
    }

    // The index knows about how many keys there are, and what was written lately how large records are.
    private long LiveBytes()
    {
        var writes = Interlocked.Read(ref _writes);
        return writes == 0 ? 0 : _store.EntryCount * (Interlocked.Read(ref _writtenBytes) / writes);
    }
}
