namespace EdgeGateway.Caching.Keys;

/// <summary>A set of names and of prefixes written with a closing <c>*</c>. Case counts.</summary>
internal sealed class NamePatterns
{
    private readonly string[] _exact;
    private readonly string[] _prefixes;

    public NamePatterns(IReadOnlyList<string> patterns)
    {
        _exact = [.. patterns.Where(p => !p.EndsWith('*'))];
        _prefixes = [.. patterns.Where(p => p.EndsWith('*')).Select(p => p[..^1])];
    }

    public bool IsEmpty => _exact.Length == 0 && _prefixes.Length == 0;

    public bool Matches(ReadOnlySpan<char> name)
    {
        foreach (var prefix in _prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (var exact in _exact)
        {
            if (name.SequenceEqual(exact))
            {
                return true;
            }
        }

        return false;
    }
}
