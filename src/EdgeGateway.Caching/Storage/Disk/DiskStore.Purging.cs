using EdgeGateway.Caching.Invalidation;

namespace EdgeGateway.Caching.Storage.Disk;

/// <content>Purges: written down before they return, compared with every record that is read.</content>
internal sealed partial class DiskStore
{
    /// <summary>
    /// Ends, or ends the freshness of, what a purge means among the records that were fetched before it. Durable against kill -9
    /// when it returns. A purge that cannot be written down ends everything: what a restart could bring back must not be there.
    /// </summary>
    public void Purge(PurgeKind kind, string subject, PurgeMode mode, long sequence)
    {
        var note = new PurgeNote(kind, mode == PurgeMode.Soft, sequence, _time.GetUtcNow(), subject);
        lock (_gate)
        {
            _latestSequence = Math.Max(_latestSequence, sequence);
            if (!_purges.Add(note))
            {
                Log.DiskForgot(_logger, "there are more purges than can be remembered");
            }

            try
            {
                _journal.Append(note, _purges);
                if (kind != PurgeKind.All || note.IsSoft)
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                Log.DiskForgot(_logger, "a purge could not be written down: " + exception.Message);
            }

            Forget();
        }
    }

    /// <summary>Purges all variants of a key. Costs nothing when the disk does not hold it.</summary>
    public void PurgeKey(ReadOnlySpan<byte> key, PurgeMode mode, long sequence)
    {
        var hash = _hash.Of(key);
        lock (_gate)
        {
            if (_index.Contains(hash) || _queuedKeys.ContainsKey(hash))
            {
                Purge(PurgeKind.Key, PurgeBook.SubjectOf(hash), mode, sequence);
            }
        }
    }

    /// <summary>A newer response of this entry exists and is not on disk: an older one there must not stand in for it.</summary>
    private void ForgetOlder(in DiskSlot slot)
    {
        lock (_gate)
        {
            if (_index.RemoveOlder(slot.Key, slot.Variant, long.MaxValue))
            {
                Purge(PurgeKind.Key, PurgeBook.SubjectOf(slot.Key), PurgeMode.Hard, _client.NextSequence());
            }
        }
    }

    /// <summary>Deletes all records, which also works on a full disk. The caller holds the gate, or nobody else knows the store.</summary>
    private void Forget()
    {
        _index.Clear();
        foreach (var segment in _segments.Values)
        {
            segment.Unlink();
        }

        _segments.Clear();
    }
}
