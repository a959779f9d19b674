using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// The counters and the ring of one profile taken apart into arrays, for evaluations that ask many questions: each part
/// is decoded at most once, and only when asked for. Answers as <see cref="ProfileView.Count"/> and
/// <see cref="ProfileView.Sum"/> do. Kept per thread and used again; not thread-safe.
/// </summary>
internal sealed class ProfileHistory
{
    private const int NotRead = -1;
    private readonly ProfileTotals[] _totals = new ProfileTotals[CounterRow.Types + 1];
    private readonly EventType[] _types = new EventType[ProfileLayout.MaxRingEvents];
    private readonly long[] _times = new long[ProfileLayout.MaxRingEvents];
    private readonly double[] _amounts = new double[ProfileLayout.MaxRingEvents];
    private readonly Table _hours = new(ProfileLayout.HoursKept);
    private readonly Table _days = new(ProfileLayout.DaysKept);
    private int _ringCount;

    /// <summary>Begins with another profile.</summary>
    public void Reset(in ProfileView view)
    {
        for (var type = EventType.View; type <= EventType.Custom; type++)
        {
            _totals[(int)type] = view.ReadTotals(type);
        }

        _ringCount = NotRead;
        _hours.Count = NotRead;
        _days.Count = NotRead;
    }

    /// <summary>Count and sum of a type ever seen, and when the newest was.</summary>
    public ref readonly ProfileTotals Total(EventType type) => ref _totals[(int)type];

    /// <summary>Count and sum of a type in a window.</summary>
    /// <param name="view">The profile given to <see cref="Reset"/>.</param>
    /// <param name="type">A counted type.</param>
    /// <param name="window">How far back.</param>
    /// <param name="now">Unix milliseconds.</param>
    public (long Count, double Sum) Measure(in ProfileView view, EventType type, TimeSpan window, long now)
    {
        ref readonly var totals = ref _totals[(int)type];
        var start = ProfileView.StartOf(window, now);
        var hour = ProfileLayout.HourOf(start);
        switch (view.PartFor(type, totals, start))
        {
            case ProfilePart.Nothing: return (0, 0);
            case ProfilePart.Ring: return MeasureRing(view, type, start);
            case ProfilePart.Totals: return (totals.Count, totals.Sum);
            case var part:
                var rows = part == ProfilePart.Hours
                    ? _hours.Measure(view.Hours, hour, type)
                    : _days.Measure(view.Days, hour / ProfileLayout.HoursPerDay, type);
                return CounterRow.IsSummed(type) ? rows : (rows.Count, MeasureRing(view, type, start).Sum);
        }
    }

    private (long Count, double Sum) MeasureRing(in ProfileView view, EventType type, long start)
    {
        if (_ringCount == NotRead)
        {
            ReadRing(view);
        }

        var count = 0L;
        var sum = 0.0;
        for (var i = 0; i < _ringCount; i++)
        {
            if (_types[i] == type && _times[i] > start)
            {
                count++;
                sum += _amounts[i];
            }
        }

        return (count, sum);
    }

    private void ReadRing(in ProfileView view)
    {
        _ringCount = 0;
        foreach (var entry in view.Events)
        {
            if (_ringCount == _types.Length)
            {
                break;
            }

            _types[_ringCount] = entry.Type;
            _times[_ringCount] = entry.Time;
            _amounts[_ringCount++] = entry.Amount;
        }
    }

    /// <summary>One counter table taken apart.</summary>
    private sealed class Table(int capacity)
    {
        private readonly long[] _buckets = new long[capacity];
        private readonly CounterRow[] _rows = new CounterRow[capacity];

        public int Count { get; set; }

        public (long Count, double Sum) Measure(CounterRows rows, uint from, EventType type)
        {
            if (Count == NotRead)
            {
                for (Count = 0; Count < _rows.Length && rows.TryRead(out _rows[Count]); Count++)
                {
                    _buckets[Count] = rows.Bucket;
                }
            }

            var count = 0L;
            var sum = 0.0;
            for (var i = 0; i < Count && _buckets[i] >= from; i++)
            {
                count += _rows[i].CountOf(type);
                sum += _rows[i].SumOf(type);
            }

            return (count, sum);
        }
    }
}
