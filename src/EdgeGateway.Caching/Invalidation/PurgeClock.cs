namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// Numbers purges, so that a fetch which began before a purge cannot bring back what it removed. Tags are remembered in a bounded
/// table; when that is full everything in flight counts as purged.
/// </summary>
internal sealed class PurgeClock
{
    private const int MaxTags = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _tagPurges = new(StringComparer.Ordinal);
    private long _now;
    private long _everything;

    public long Now => Interlocked.Read(ref _now);

    public void PurgedAll()
    {
        lock (_gate)
        {
            _everything = Interlocked.Increment(ref _now);
            _tagPurges.Clear();
        }
    }

    public void PurgedTag(string tag)
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
        }
    }

    /// <summary>
    /// Whether a response with these tags, whose fetch began at <paramref name="began"/>, was purged meanwhile.
    /// </summary>
    public bool IsPurged(long began, string[] tags)
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
