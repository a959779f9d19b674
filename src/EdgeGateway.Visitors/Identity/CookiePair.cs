namespace EdgeGateway.Visitors.Identity;

/// <summary>One cookie of a header line.</summary>
public readonly ref struct CookiePair
{
    /// <summary>Everything before the first <c>=</c>, byte for byte; empty when there is none.</summary>
    public ReadOnlySpan<char> Name { get; init; }

    /// <summary>Everything after the first <c>=</c>, byte for byte.</summary>
    public ReadOnlySpan<char> Value { get; init; }

    /// <summary>Where the pair begins in its line.</summary>
    public int Start { get; init; }

    /// <summary>Where the next pair begins: after the semicolon, or the end of the line.</summary>
    public int End { get; init; }
}
