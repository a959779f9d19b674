using EdgeGateway.Events.Applying;
using EdgeGateway.Storage.Journal;

namespace EdgeGateway.Events;

/// <content>
/// The start: each store knows up to which address it is right. The replay begins at the oldest of these and gives each
/// entry only to those that have not seen it.
/// </content>
public sealed partial class EventLog
{
    private void Replay()
    {
        var started = _time.GetTimestamp();
        var profilesFrom = _store.Recovery.AppliedAddress;
        var state = ReadState();
        var from = Math.Max(_journal.BeginAddress, Math.Min(Math.Min(profilesFrom, state.Address), state.DuplicatesFrom));
        ReportGaps(profilesFrom, state.Address);

        _applied = from;
        _duplicates.Restart(from);
        var isWindowRight = false;
        var end = _journal.Replay(from, (entry, address) =>
        {
            if (!isWindowRight && AppliedAddress >= state.DuplicatesFrom)
            {
                // Here the older half of the window began when the checkpoint was taken: from here on both go alike.
                _duplicates.Restart(AppliedAddress);
                isWindowRight = true;
            }

            var scope = (address > profilesFrom ? ApplyScope.Profiles : ApplyScope.None)
                | (address > state.Address ? ApplyScope.Items : ApplyScope.None);
            ApplyNow(entry, address, scope, out _);
            _replayed += scope == ApplyScope.None ? 0 : 1;
        });

        _applied = Math.Max(Math.Max(end, _applied), profilesFrom);
        _entriesSinceCheckpoint = _replayed;
        Items.Refresh(Now());
        Log.Replayed(_logger, _replayed, from, _applied, _time.GetElapsedTime(started).TotalMilliseconds);
        _metrics?.OnReplayed(_replayed);
    }

    private readonly List<string> _problems = [];
    private long _replayed;

    /// <summary>One sentence for each thing that the start found missing; empty when nothing was.</summary>
    public IReadOnlyList<string> Problems => _problems;

    private CheckpointState ReadState()
    {
        if (!_checkpointStates.TryRead(Items, out var state))
        {
            return default;
        }

        if (state.Address > _journal.TailAddress)
        {
            Items.Clear(landmark: 0);
            return default;
        }

        if (state.HalfLife != _options.Items.HalfLife.TotalMilliseconds)
        {
            Items.Rebase(state.HalfLife, state.SavedAt);
        }

        return state;
    }

    // A store without an address has seen nothing: new, or lost. A journal that begins later than any journal does says lost.
    private void ReportGaps(long profilesFrom, long itemsFrom)
    {
        var begin = _journal.BeginAddress;
        if (begin > Math.Max(profilesFrom, IJournal.FirstAddress))
        {
            _problems.Add(profilesFrom == 0
                ? $"The profile store is empty and the journal begins at address '{begin}': what came before is lost."
                : $"Events between the addresses '{profilesFrom}' and '{begin}' are lost: the journal begins after what the profiles have applied.");
            Log.JournalGap(_logger, profilesFrom, begin);
        }

        if (profilesFrom > 0 && itemsFrom == 0)
        {
            _problems.Add($"The store holds no usable item counters: they are counted again from the journal, which begins at address '{begin}'.");
            Log.ItemCountersRebuilt(_logger, begin);
        }
        else if (profilesFrom == 0 && _journal.CommittedAddress > begin)
        {
            _problems.Add($"The profile store is empty: profiles and item counters are built again from the journal, from address '{begin}'.");
            Log.ProfilesRebuilt(_logger, begin);
        }
    }
}
