using System.Text;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Visitors.Identity;

/// <summary>
/// Reads <c>Cookie</c> headers byte by byte, as RFC 6265 section 5.4 has browsers write them: pairs between semicolons,
/// names case-sensitive, only space and tab trimmed around a pair, quotes without meaning, nothing decoded. (The
/// framework's parser matches names in any case and lets the last of two win, which lets a sibling domain choose ids.)
/// </summary>
public static class CookieHeader
{
    /// <summary>Enumerates the pairs of one header line.</summary>
    public static CookiePairs Pairs(ReadOnlySpan<char> line) => new(line);

    /// <summary>The header without some cookies, all other bytes as they came; empty when nothing is left.</summary>
    /// <param name="lines">The <c>Cookie</c> header.</param>
    /// <param name="names">Names to leave out.</param>
    public static StringValues Without(StringValues lines, ReadOnlySpan<string> names)
    {
        var kept = new List<string>(lines.Count);
        foreach (var line in lines)
        {
            if (line is not null && Without(line, names) is { Length: > 0 } rest)
            {
                kept.Add(rest);
            }
        }

        return new StringValues([.. kept]);
    }

    private static string Without(string line, ReadOnlySpan<string> names)
    {
        StringBuilder? rest = null;
        var copied = 0;
        foreach (var pair in Pairs(line))
        {
            if (IsAny(pair.Name, names))
            {
                rest ??= new StringBuilder(line.Length);
                rest.Append(line.AsSpan(copied, pair.Start - copied));
                copied = pair.End;
            }
        }

        return rest is null ? line : rest.Append(line.AsSpan(copied)).ToString().Trim(' ', '\t', ';');
    }

    private static bool IsAny(ReadOnlySpan<char> name, ReadOnlySpan<string> names)
    {
        foreach (var candidate in names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
