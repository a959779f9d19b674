using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Chooses one of a policy's languages for an <c>Accept-Language</c> field (RFC 9110 section 12.5.4) by RFC 4647 section 3.4:
/// each range is shortened from its end until it is one of them. The highest weight wins, the first of equals; nothing
/// acceptable means the first of the list. Allocates nothing.
/// </summary>
internal static class LanguageChoice
{
    /// <summary>Browsers send a handful; more says nothing new.</summary>
    private const int MaxRanges = 32;

    public static string Choose(StringValues lines, string[] languages)
    {
        var best = languages[0];
        var bestWeight = 0.0;
        var ranges = 0;
        foreach (var line in lines)
        {
            var rest = line.AsSpan();
            foreach (var piece in rest.Split(','))
            {
                if (ranges++ == MaxRanges)
                {
                    return best;
                }

                var weight = Read(rest[piece], out var range);
                if (weight > bestWeight && Lookup(range, languages) is { } language)
                {
                    (best, bestWeight) = (language, weight);
                }
            }
        }

        return best;
    }

    private static string? Lookup(ReadOnlySpan<char> range, string[] languages)
    {
        while (range.Length > 0)
        {
            foreach (var language in languages)
            {
                if (range.Equals(language, StringComparison.OrdinalIgnoreCase))
                {
                    return language;
                }
            }

            var hyphen = range.LastIndexOf('-');
            range = hyphen < 0 ? default : range[..hyphen];
        }

        return null;
    }

    private static double Read(ReadOnlySpan<char> element, out ReadOnlySpan<char> range)
    {
        var semicolon = element.IndexOf(';');
        range = (semicolon < 0 ? element : element[..semicolon]).Trim(" \t");
        if (semicolon < 0)
        {
            return 1;
        }

        var parameter = element[(semicolon + 1)..].Trim(" \t");
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight <= 1
            ? weight
            : 0;
    }
}
