using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Visitors.Segments;

/// <summary>
/// A pattern over paths: <c>*</c> stands for anything without a slash, <c>**</c> for anything, and a closing <c>/**</c>
/// also for nothing, so that <c>/shop/**</c> matches <c>/shop</c>. Case matters. Matching takes at most length of the
/// pattern times length of the path steps, squared in the worst case, and allocates nothing.
/// </summary>
public sealed class PathPattern
{
    private const int MaxLength = 256;
    private const int MaxWildcards = 8;
    private readonly string _pattern;

    private PathPattern(string pattern) => _pattern = pattern;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern; begins with a slash or with <c>**</c>.</param>
    /// <param name="pattern">The pattern read.</param>
    /// <param name="reason">The end of a sentence that says what is wrong with it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathPattern? pattern, out string reason)
    {
        reason = text.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : !text.StartsWith('/') && !text.StartsWith("**", StringComparison.Ordinal) ? "must begin with '/' or '**'"
            : text.Contains("***", StringComparison.Ordinal) ? "may hold '*' and '**' only"
            : text.Replace("**", "*", StringComparison.Ordinal).Count(c => c == '*') > MaxWildcards ? $"has more than {MaxWildcards} wildcards"
            : "";
        pattern = reason.Length == 0 ? new PathPattern(text) : null;
        return pattern is not null;
    }

    /// <summary>True when the whole path matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> path) =>
        Matches(_pattern, path) || (_pattern.EndsWith("/**", StringComparison.Ordinal) && Matches(_pattern.AsSpan(0, _pattern.Length - 3), path));

    /// <inheritdoc/>
    public override string ToString() => _pattern;

    /// <summary>
    /// Greedy with two points to fall back to: the last <c>*</c>, which may grow up to a slash, then the last <c>**</c>.
    /// Falling back to the last of each is enough, since an earlier one could only reach the same places.
    /// </summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var (p, t) = (0, 0);
        var (star, starText) = (-1, 0);
        var (deep, deepText) = (-1, 0);
        while (true)
        {
            if (pattern[p..].StartsWith("**"))
            {
                (p, deep, deepText, star) = (p + 2, p + 2, t, -1);
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                (p, star, starText) = (p + 1, p + 1, t);
            }
            else if (p == pattern.Length && t == path.Length)
            {
                return true;
            }
            else if (p < pattern.Length && t < path.Length && pattern[p] == path[t])
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0 && starText < path.Length && path[starText] != '/')
            {
                (p, t) = (star, ++starText);
            }
            else if (deep >= 0 && deepText < path.Length)
            {
                (p, t, star) = (deep, ++deepText, -1);
            }
            else
            {
                return false;
            }
        }
    }
}
