using EdgeGateway.Events.Counters;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Events.Applying;

/// <summary>
/// Applies one journal entry: duplicate window, then profile, then item counters. The same code runs live and in a replay
/// and sees nothing but the entry, so both end in the same state. One thread at a time.
/// </summary>
internal sealed class EventApplier
{
    private readonly ProfileStore _profiles;
    private readonly ItemCounters _items;
    private readonly DuplicateWindow _duplicates;
    private byte[] _profile;
    private byte[] _changed;
    private int _profileLength;
    private bool _isChanged;

    public EventApplier(ProfileStore profiles, ItemCounters items, DuplicateWindow duplicates, int maxValueBytes)
    {
        _profiles = profiles;
        _items = items;
        _duplicates = duplicates;
        _profile = new byte[Math.Max(maxValueBytes, ProfileUpdater.MaxBytes)];
        _changed = new byte[_profile.Length];
    }

    /// <summary>Applies an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="address">The address just after it.</param>
    /// <param name="previous">The address just after the entry before it.</param>
    /// <param name="scope">Which stores have not seen it yet.</param>
    /// <param name="receipt">What became of its events.</param>
    /// <returns>False when the entry is no entry of a known version.</returns>
    public bool TryApply(ReadOnlySpan<byte> entry, long address, long previous, ApplyScope scope, out EventReceipt receipt)
    {
        receipt = default;
        var reader = new EntryReader(entry);
        if (!reader.TryReadHeader(out var header))
        {
            return false;
        }

        _duplicates.Advance(header.Arrival, previous);
        if (header.Kind == EntryKind.Erasure)
        {
            Erase(header.Visitor, address, scope);
            return true;
        }

        LoadProfile(header.Visitor, scope);
        var isKnown = header.Kind == EntryKind.Events
            ? TryApplyEvents(ref reader, header, address, scope, out receipt)
            : TryApplyCapture(ref reader, header, address, scope, out receipt);
        return isKnown;
    }

    private void Erase(VisitorId visitor, long address, ApplyScope scope)
    {
        _duplicates.AddErased(visitor);
        if (scope.HasFlag(ApplyScope.Profiles) && _profiles.TryRead(visitor, _profile, out var length)
            && new ProfileView(_profile.AsSpan(0, length)).AppliedAddress < address)
        {
            _profiles.Delete(visitor);
        }
    }

    // Changes of one entry need an address each. An entry is longer in bytes than it has changes, so the addresses just
    // before its end are its own and no other entry's.
    private bool TryApplyEvents(
        ref EntryReader reader, in EntryHeader header, long address, ApplyScope scope, out EventReceipt receipt)
    {
        receipt = default;
        if (!reader.TryReadCount(out var count))
        {
            return false;
        }

        var isErased = _duplicates.IsErased(header.Visitor);
        var duplicates = 0;
        var read = 0;
        EventRecord record = new();
        for (; read < count && reader.TryReadEvent(ref record); read++)
        {
            if (isErased)
            {
                continue;
            }

            if (record.Id != UInt128.Zero && !_duplicates.TryAdd(header.Visitor, record.Id))
            {
                duplicates++;
                continue;
            }

            Apply(record, address - (count - 1 - read), scope);
        }

        SaveProfile(header.Visitor);
        receipt = isErased ? new EventReceipt(0, 0, 0) { Erased = count } : new EventReceipt(count, duplicates, 0);
        return read == count;
    }

    private bool TryApplyCapture(
        ref EntryReader reader, in EntryHeader header, long address, ApplyScope scope, out EventReceipt receipt)
    {
        receipt = default;
        var view = new EventRecord { Type = EventType.View, Time = header.Arrival };
        if (!reader.TryReadText(ref view.Item))
        {
            return false;
        }

        if (_duplicates.IsErased(header.Visitor))
        {
            receipt = new EventReceipt(0, 0, 0) { Erased = 1 };
            return true;
        }

        // The exposures stay in the journal for what learns from them: a profile counts none.
        Apply(view, address, scope);
        SaveProfile(header.Visitor);
        receipt = new EventReceipt(1, 0, 0);
        return true;
    }

    private void Apply(in EventRecord record, long address, ApplyScope scope)
    {
        if (scope.HasFlag(ApplyScope.Profiles))
        {
            ChangeProfile(record, address);
        }

        if (scope.HasFlag(ApplyScope.Items))
        {
            _items.Add(record.Type, record.Item, record.Time);
        }
    }

    private void LoadProfile(VisitorId visitor, ApplyScope scope)
    {
        _isChanged = false;
        if (!scope.HasFlag(ApplyScope.Profiles) || !_profiles.TryRead(visitor, _profile, out _profileLength))
        {
            _profileLength = 0;
        }
    }

    private void ChangeProfile(in EventRecord record, long address)
    {
        var change = new ProfileChange
        {
            Address = address,
            Type = record.Type,
            Time = record.Time,
            Item = record.Item,
            Value = record.Value,
            Quantity = record.Quantity,
            Slot = record.Slot,
        };
        var length = ProfileUpdater.Apply(_profile.AsSpan(0, _profileLength), change, _changed);
        if (length > 0)
        {
            (_profile, _changed) = (_changed, _profile);
            _profileLength = length;
            _isChanged = true;
        }
    }

    // One write for all events of an entry: a batch of 50 costs one read and one write of the store.
    private void SaveProfile(VisitorId visitor)
    {
        if (_isChanged)
        {
            _profiles.Write(visitor, _profile.AsSpan(0, _profileLength));
        }
    }
}
