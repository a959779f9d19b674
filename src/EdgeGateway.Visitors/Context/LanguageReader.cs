using System.Globalization;

namespace EdgeGateway.Visitors.Context;

/// <summary>Reads the best liked language of an <c>Accept-Language</c> header (RFC 9110, section 12.5.4).</summary>
public static class LanguageReader
{
    private const int Letters = 26;

    /// <summary>One string for each pair of letters, so that reading makes none.</summary>
    private static readonly string[] Codes =
        [.. Enumerable.Range(0, Letters * Letters).Select(i => $"{(char)('a' + (i / Letters))}{(char)('a' + (i % Letters))}")];

    /// <summary>
    /// The two-letter primary subtag with the highest weight, the first of equals, in lower case; empty when there is none.
    /// Longer primary subtags and <c>*</c> are passed over, bad weights count as 0.
    /// </summary>
    public static string Read(ReadOnlySpan<char> header)
    {
        var best = "";
        var bestWeight = 0.0;
        while (!header.IsEmpty)
        {
            var comma = header.IndexOf(',');
            var range = comma < 0 ? header : header[..comma];
            header = comma < 0 ? default : header[(comma + 1)..];
            var weight = WeightOf(range);
            if (weight > bestWeight && CodeOf(range.Trim(" \t")) is { } code)
            {
                (best, bestWeight) = (code, weight);
            }
        }

        return best;
    }

    private static string? CodeOf(ReadOnlySpan<char> tag)
    {
        if (tag.Length < 2 || !char.IsAsciiLetter(tag[0]) || !char.IsAsciiLetter(tag[1])
            || (tag.Length > 2 && tag[2] is not ('-' or ';' or ' ')))
        {
            return null;
        }

        return Codes[((tag[0] | 0x20) - 'a') * Letters + (tag[1] | 0x20) - 'a'];
    }

    private static double WeightOf(ReadOnlySpan<char> range)
    {
        var semicolon = range.IndexOf(';');
        if (semicolon < 0)
        {
            return 1;
        }

        var parameter = range[(semicolon + 1)..].Trim(" \t");
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
                && weight <= 1
            ? weight
            : 0;
    }
}
