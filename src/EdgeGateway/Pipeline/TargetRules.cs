using System.Globalization;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Targets go to the origin byte for byte, so those are refused that the gateway's routing and the origin could read as
/// different paths. Browsers send none of them: they resolve dot segments themselves and keep fragments to themselves.
/// </summary>
internal static class TargetRules
{
    private const int LongestDotSegment = 6; // %2e%2e

    /// <summary>Whether a target in origin form has one reading.</summary>
    public static bool Accepts(ReadOnlySpan<char> target)
    {
        // HTTP/2 can carry a space or a tab, which would end the target in a request line of HTTP/1.
        if (target.ContainsAnyExceptInRange('!', '~') || target.Contains('#'))
        {
            return false;
        }

        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];

        // Nearly all paths end here, after vectorised looks alone.
        return (!path.Contains('%') && !path.Contains("/.", StringComparison.Ordinal)) || (!HasDotSegment(path) && !HasOverlongText(path));
    }

    /// <summary>
    /// The path and query of an absolute target; null for other forms and for one with a name and password. That its host is
    /// the Host field's, Kestrel has checked.
    /// </summary>
    public static string? ToOriginForm(string target)
    {
        var start = target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : 0;
        if (start == 0)
        {
            return null;
        }

        var length = target.AsSpan(start).IndexOfAny('/', '?', '#');
        var end = length < 0 ? target.Length : start + length;
        if (target.AsSpan(start, end - start).Contains('@'))
        {
            return null;
        }

        return end < target.Length && target[end] == '/' ? target[end..] : "/" + target[end..];
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment.Length is > 0 and <= LongestDotSegment && segment[0] is '.' or '%' && IsDots(segment))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDots(ReadOnlySpan<char> segment)
    {
        var dots = 0;
        while (segment.Length > 0)
        {
            var width = segment[0] == '.' ? 1 : segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
            if (width == 0 || ++dots > 2)
            {
                return false;
            }

            segment = segment[width..];
        }

        return true;
    }

    /// <summary>
    /// An ASCII character written in two to four bytes: some decoders see <c>/</c> in <c>%c0%af</c>. A lone <c>%c0</c> is Latin-1 and passes.
    /// </summary>
    private static bool HasOverlongText(ReadOnlySpan<char> path)
    {
        while (path.IndexOf('%') is >= 0 and var escape)
        {
            path = path[escape..];
            if (ByteAt(path) is { } first and (0xC0 or 0xC1 or 0xE0 or 0xF0) && ByteAt(path[3..]) is { } second and >= 0x80)
            {
                var bound = first switch { 0xE0 => 0xA0, 0xF0 => 0x90, _ => 0xC0 };
                if (second < bound)
                {
                    return true;
                }
            }

            path = path[1..];
        }

        return false;
    }

    private static int? ByteAt(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
