using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Decisions.Rules;

/// <summary>
/// A compiled path pattern: <c>*</c> is any text inside one segment, a segment <c>**</c> is any number of segments, none
/// included. Case matters; one slash at the end of a path or pattern does not. Immutable; matching allocates nothing.
/// </summary>
public sealed class PathPattern
{
    /// <summary>The most characters of a pattern.</summary>
    public const int MaxLength = 256;

    private readonly string[] _segments;

    private PathPattern(string text, string[] segments)
    {
        Text = text;
        _segments = segments;
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern, or says in <paramref name="problem"/> what is wrong with it.</summary>
    public static bool TryCompile(
        string text, [NotNullWhen(true)] out PathPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        pattern = null;
        problem = FindProblem(text);
        if (problem is not null)
        {
            return false;
        }

        var inner = text.AsSpan(1);
        inner = inner.EndsWith('/') ? inner[..^1] : inner;
        pattern = new PathPattern(text, inner.IsEmpty ? [] : inner.ToString().Split('/'));
        return true;
    }

    /// <summary>True when the path, as received and without a query, fits the pattern.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] != '/')
        {
            return false;
        }

        // A match only ever needs to return to the last '**': whatever an earlier one could take, the later one can too.
        var rest = path[^1] == '/' ? path[..^1] : path;
        var (segment, anyDepth) = (0, -1);
        var retry = rest;
        while (!rest.IsEmpty)
        {
            var end = SegmentEnd(rest);
            if (segment < _segments.Length && _segments[segment] == "**")
            {
                anyDepth = segment++;
                retry = rest;
            }
            else if (segment < _segments.Length && MatchesSegment(_segments[segment], rest[1..end]))
            {
                segment++;
                rest = rest[end..];
            }
            else if (anyDepth >= 0)
            {
                retry = retry[SegmentEnd(retry)..];
                rest = retry;
                segment = anyDepth + 1;
            }
            else
            {
                return false;
            }
        }

        return _segments.AsSpan(segment).IndexOfAnyExcept("**") < 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int SegmentEnd(ReadOnlySpan<char> rest) => rest[1..].IndexOf('/') is >= 0 and var length ? length + 1 : rest.Length;

    private static bool MatchesSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    private static string? FindProblem(string text)
    {
        const string accepted = "a pattern starts with '/', '*' is text inside a segment, '**' alone in a segment is any depth";
        if (text.Length is 0 or > MaxLength || text[0] != '/')
        {
            return $"Path pattern '{text}' must start with '/' and have at most {MaxLength} characters: {accepted}.";
        }

        if (text.AsSpan().IndexOfAny('?', '#') >= 0 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return $"Path pattern '{text}' has a query, a '#' or white space: {accepted}.";
        }

        var segments = text[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Length == 0 && i < segments.Length - 1)
            {
                return $"Path pattern '{text}' has an empty segment: {accepted}.";
            }

            if (segments[i].Contains("**", StringComparison.Ordinal) && segments[i] != "**")
            {
                return $"Path pattern '{text}' mixes '**' with other text in '{segments[i]}': {accepted}.";
            }
        }

        return null;
    }
}
