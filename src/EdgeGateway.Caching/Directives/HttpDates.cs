using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// HTTP dates in their three forms and no other (RFC 9110 section 5.6.7); letters in either case. Two values are as unusable as
/// none.
/// </summary>
internal static class HttpDates
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    /// <summary>
    /// Two digits of a year mean the past when they would lie more than 50 years ahead. Nobody has written them for decades, so
    /// the year of counting may stand still.
    /// </summary>
    private const int LatestShortYear = 76;

    public static DateTimeOffset? Read(StringValues value) => TryParse(value, out var date) ? date : null;

    public static bool TryParse(StringValues value, out DateTimeOffset date)
    {
        date = default;
        if (value.Count != 1)
        {
            return false;
        }

        var text = value[0].AsSpan().Trim(" \t");
        return text.IndexOf(',') switch
        {
            3 => Fits(text, "@@@, ## @@@ #### ##:##:## GMT")
                && TryBuild(Number(text[12..16]), text[8..11], Number(text[5..7]), text[17..25], out date),
            > 3 and var comma => Fits(text[comma..], ", ##-@@@-## ##:##:## GMT")
                && TryBuild(LongYear(Number(text[(comma + 9)..(comma + 11)])), text[(comma + 5)..(comma + 8)],
                    Number(text[(comma + 2)..(comma + 4)]), text[(comma + 12)..(comma + 20)], out date),
            _ => (Fits(text, "@@@ @@@ ## ##:##:## ####") || Fits(text, "@@@ @@@  # ##:##:## ####"))
                && TryBuild(Number(text[20..24]), text[4..7], Number(text[8..10].TrimStart(' ')), text[11..19], out date),
        };
    }

    /// <summary>In a pattern <c>@</c> is a letter and <c>#</c> a digit.</summary>
    private static bool Fits(ReadOnlySpan<char> text, string pattern)
    {
        if (text.Length != pattern.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var fits = pattern[i] switch
            {
                '@' => char.IsAsciiLetter(text[i]),
                '#' => char.IsAsciiDigit(text[i]),
                var literal => char.ToUpperInvariant(text[i]) == literal,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryBuild(int year, ReadOnlySpan<char> month, int day, ReadOnlySpan<char> time, out DateTimeOffset date)
    {
        date = default;
        var index = Months.AsSpan().IndexOf(month, StringComparison.OrdinalIgnoreCase);
        var (hour, minute, second) = (Number(time[..2]), Number(time[3..5]), Number(time[6..]));
        if (index < 0 || index % 3 != 0 || year == 0 || day == 0 || day > DateTime.DaysInMonth(year, (index / 3) + 1)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        // A leap second is the second before it.
        date = new DateTimeOffset(year, (index / 3) + 1, day, hour, minute, Math.Min(second, 59), TimeSpan.Zero);
        return true;
    }

    private static int LongYear(int year) => year <= LatestShortYear ? 2000 + year : 1900 + year;

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
