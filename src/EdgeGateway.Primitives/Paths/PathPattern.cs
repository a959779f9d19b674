using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Primitives.Paths;

/// <summary>
/// A pattern over paths, read segment by segment: a segment <c>*</c> is any one segment that is not empty, <c>*</c> beside
/// other text any text inside its segment, a segment <c>**</c> any number of segments, none included, so that
/// <c>/shop/**</c> matches <c>/shop</c>. All else is exact and case matters; one slash at the end of a path or a pattern does
/// not. Immutable; matching allocates nothing and takes at most length of the pattern times length of the path steps.
/// </summary>
public sealed class PathPattern
{
    /// <summary>The most characters of a pattern.</summary>
    public const int MaxLength = 256;

    /// <summary>What a pattern may be, for the end of a sentence.</summary>
    public const string Accepted =
        "a pattern starts with '/', '*' is text inside a segment, '**' alone in a segment is any depth";

    private readonly string[] _segments;

    private PathPattern(string text, string[] segments)
    {
        Text = text;
        _segments = segments;
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern compiled.</param>
    /// <param name="reason">What is wrong with it, to follow its name in a sentence, without a full stop.</param>
    public static bool TryCompile(
        string text, [NotNullWhen(true)] out PathPattern? pattern, [NotNullWhen(false)] out string? reason)
    {
        pattern = null;
        reason = ReasonAgainst(text);
        if (reason is not null)
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

    private static int SegmentEnd(ReadOnlySpan<char> rest) =>
        rest[1..].IndexOf('/') is >= 0 and var length ? length + 1 : rest.Length;

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

    private static string? ReasonAgainst(string text)
    {
        if (text.Length is 0 or > MaxLength || text[0] != '/')
        {
            return $"must start with '/' and have at most {MaxLength} characters";
        }

        if (text.AsSpan().IndexOfAny('?', '#') >= 0 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return "has a query, a '#' or white space";
        }

        var segments = text[1..].Split('/');
        if (segments.SkipLast(1).Any(segment => segment.Length == 0))
        {
            return "has an empty segment";
        }

        var mixed = segments.FirstOrDefault(segment => segment.Contains("**", StringComparison.Ordinal) && segment != "**");
        return mixed is null ? null : $"mixes '**' with other text in '{mixed}'";
    }
}
