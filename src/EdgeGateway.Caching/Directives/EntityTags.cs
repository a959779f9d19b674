using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>Entity tags (RFC 9110 section 8.8.3).</summary>
internal static class EntityTags
{
    /// <summary>The value when it is one well-formed entity tag, else null.</summary>
    public static string? Read(StringValues value) =>
        value is [{ } tag] && Opaque(tag) is ['"', .., '"'] opaque && !opaque[1..^1].Contains('"') ? tag : null;

    /// <summary>Whether a list of tags, or <c>*</c>, holds this one by weak comparison.</summary>
    public static bool AnyMatches(StringValues list, string? tag)
    {
        foreach (var line in list)
        {
            if (line is not null && LineMatches(line, tag))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Weak comparison: the prefix <c>W/</c> does not count.</summary>
    public static bool SameOpaque(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => Opaque(left).SequenceEqual(Opaque(right));

    private static bool LineMatches(ReadOnlySpan<char> rest, string? tag)
    {
        if (rest.Trim() is "*")
        {
            return true;
        }

        while (tag is not null && (rest = rest.TrimStart(" \t,")).Length > 0)
        {
            var open = rest.IndexOf('"');
            var close = open < 0 ? -1 : rest[(open + 1)..].IndexOf('"');
            if (close < 0)
            {
                return false;
            }

            // A comma may stand inside the quotes, so elements are found by their quotes.
            if (rest.Slice(open, close + 2).SequenceEqual(Opaque(tag)))
            {
                return true;
            }

            rest = rest[(open + close + 2)..];
        }

        return false;
    }

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => tag.StartsWith("W/") ? tag[2..] : tag;
}
