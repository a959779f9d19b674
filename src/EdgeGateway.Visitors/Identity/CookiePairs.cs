namespace EdgeGateway.Visitors.Identity;

/// <summary>The pairs of one <c>Cookie</c> line in order, for <c>foreach</c>; allocates nothing.</summary>
/// <param name="line">One header line.</param>
public ref struct CookiePairs(ReadOnlySpan<char> line)
{
    private readonly ReadOnlySpan<char> _line = line;
    private int _next;

    /// <summary>The pair just read.</summary>
    public CookiePair Current { get; private set; }

    /// <summary>Itself.</summary>
    public readonly CookiePairs GetEnumerator() => this;

    /// <summary>Reads the next pair.</summary>
    public bool MoveNext()
    {
        if (_next >= _line.Length)
        {
            return false;
        }

        var start = _next;
        var length = _line[start..].IndexOf(';');
        _next = length < 0 ? _line.Length : start + length + 1;
        var pair = _line[start..(length < 0 ? _line.Length : start + length)].Trim(" \t");
        var equals = pair.IndexOf('=');
        Current = new CookiePair
        {
            Name = equals < 0 ? default : pair[..equals],
            Value = pair[(equals + 1)..],
            Start = start,
            End = _next,
        };
        return true;
    }
}
