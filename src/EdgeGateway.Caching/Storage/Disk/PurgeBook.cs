using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>
/// The purges that records on disk are compared with when they are read. Marks are dropped once no record is older; when there are
/// too many nevertheless, everything older than now counts as purged. Not thread-safe: the store's lock guards it.
/// </summary>
internal sealed class PurgeBook
{
    private const int MaxMarks = 65_536;
    private const int MaxPrefixes = 256;

    private readonly Dictionary<(PurgeKind Kind, string Subject), PurgeMark> _marks = [];
    private readonly Dictionary<string, PurgeTarget> _prefixes = new(StringComparer.Ordinal);
    private PurgeMark _all;

    public int Count => _marks.Count;

    /// <summary>The purge clock of the latest note.</summary>
    public long Latest { get; private set; }

    /// <summary>Takes a purge; false when there were too many and it now stands for a purge of everything.</summary>
    public bool Add(in PurgeNote note)
    {
        Latest = Math.Max(Latest, note.Sequence);
        var key = (note.Kind, note.Subject);
        var isNew = !_marks.TryGetValue(key, out var mark);
        if (note.Kind == PurgeKind.All)
        {
            _all = _all.With(note);
            if (!note.IsSoft)
            {
                Forget(note.Sequence);
            }
        }
        else if (isNew && (_marks.Count >= MaxMarks || (note.Kind == PurgeKind.Prefix && _prefixes.Count >= MaxPrefixes)))
        {
            _all = _all with { Hard = note.Sequence };
            Forget(note.Sequence);
            return false;
        }
        else
        {
            _marks[key] = mark.With(note);
            if (isNew && note.Kind == PurgeKind.Prefix)
            {
                _prefixes[note.Subject] = PurgeTarget.Parse(note.Subject);
            }
        }

        return true;
    }

    /// <summary>Drops marks that no record can be older than.</summary>
    public void Forget(long oldestRecord)
    {
        foreach (var (key, mark) in _marks)
        {
            if (mark.Latest <= oldestRecord)
            {
                _marks.Remove(key);
                _prefixes.Remove(key.Subject);
            }
        }
    }

    /// <summary>Whether a record was removed by a purge after its fetch began.</summary>
    /// <param name="image">What the record holds.</param>
    /// <param name="keyHash">Its key's hash under the store's secret.</param>
    /// <param name="sequence">The purge clock when its fetch began.</param>
    /// <param name="staleSince">When a soft purge ended its freshness, if one did.</param>
    public bool IsPurged(DiskImage image, ulong keyHash, long sequence, out DateTimeOffset? staleSince)
    {
        var sum = _all;
        Include(ref sum, PurgeKind.Key, SubjectOf(keyHash));
        foreach (var tag in image.Tags)
        {
            Include(ref sum, PurgeKind.Tag, tag);
        }

        if (_marks.Count > 0)
        {
            Include(ref sum, PurgeKind.Host, PrimaryKey.HostOf(image.Key));
            foreach (var (subject, prefix) in _prefixes)
            {
                if (prefix.IsPrefixOf(image.Key))
                {
                    Include(ref sum, PurgeKind.Prefix, subject);
                }
            }
        }

        staleSince = sum.Soft > sequence ? sum.SoftTime : null;
        return sum.Hard > sequence;
    }

    /// <summary>What a new journal has to say instead of all that was said.</summary>
    public IEnumerable<PurgeNote> ToNotes()
    {
        foreach (var ((kind, subject), mark) in _marks.Prepend(new((PurgeKind.All, ""), _all)))
        {
            if (mark.Hard > 0)
            {
                yield return new PurgeNote(kind, false, mark.Hard, default, subject);
            }

            if (mark.Soft > 0)
            {
                yield return new PurgeNote(kind, true, mark.Soft, mark.SoftTime, subject);
            }
        }
    }

    public static string SubjectOf(ulong keyHash) => keyHash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private void Include(ref PurgeMark sum, PurgeKind kind, string subject)
    {
        if (_marks.TryGetValue((kind, subject), out var mark))
        {
            sum = new PurgeMark(
                Math.Max(sum.Hard, mark.Hard), Math.Max(sum.Soft, mark.Soft), mark.Soft > sum.Soft ? mark.SoftTime : sum.SoftTime);
        }
    }
}
