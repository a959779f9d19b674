using System.Collections.Concurrent;

namespace EdgeGateway.Caching;

/// <summary>
/// Counts the names of cookies that kept requests from the cache, so that operators see which to allow. Names only, a bounded
/// number of them; the rest count as one.
/// </summary>
internal sealed class CookieTally
{
    private const int MaxNames = 64;
    private const int MaxNameLength = 64;
    private const string Others = "(others)";

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public CookieTally() => _bySpan = _counts.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyDictionary<string, long> Snapshot() => _counts.ToArray().ToDictionary(p => p.Key, p => p.Value);

    public void Add(ReadOnlySpan<char> name)
    {
        var known = name.Length <= MaxNameLength && _bySpan.ContainsKey(name);
        var counted = known || (name.Length <= MaxNameLength && _counts.Count < MaxNames) ? name.ToString() : Others;
        _counts.AddOrUpdate(counted, 1, static (_, count) => count + 1);
    }
}
