namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// Numbers purges, so that a fetch which began before a purge cannot bring back what it removed. Tags are remembered in a bounded
/// table; when that is full everything in flight counts as purged.
/// </summary>
/// <param name="start">Where the clock of an earlier process stood whose records are still there.</param>
internal sealed class PurgeClock(long start = 0)
{
    private const int MaxTags = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _tagPurges = new(StringComparer.Ordinal);
    private long _now = start;
    private long _everything;

    public long Now => Interlocked.Read(ref _now);

    /// <summary>The next moment, for a purge that fetches need not be compared with.</summary>
    public long Tick() => Interlocked.Increment(ref _now);

    public long PurgedAll()
    {
        lock (_gate)
        {
            _tagPurges.Clear();
            return _everything = Interlocked.Increment(ref _now);
        }
    }

    public long PurgedTag(string tag)
    {
        lock (_gate)
        {
            var now = Interlocked.Increment(ref _now);
            if (_tagPurges.Count >= MaxTags)
            {
                _tagPurges.Clear();
                _everything = now;
            }

            _tagPurges[tag] = now;
            return now;
        }
    }

    /// <summary>
    /// Whether a response with these tags, whose fetch began at <paramref name="began"/>, was purged meanwhile.
    /// </summary>
    public bool IsPurged(long began, IReadOnlyList<string> tags)
    {
        lock (_gate)
        {
            if (_everything > began)
            {
                return true;
            }

            foreach (var tag in tags)
            {
                if (_tagPurges.TryGetValue(tag, out var purged) && purged > began)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
