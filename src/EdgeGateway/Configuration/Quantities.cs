using System.Globalization;

namespace EdgeGateway.Configuration;

/// <summary>Durations and sizes as operators write them: <c>250ms</c>, <c>90s</c>, <c>12h</c>, <c>512MB</c>.</summary>
internal static class Quantities
{
    public const string DurationForm = "a number with a unit: ms, s, m, h or d, such as '250ms' or '12h'";
    public const string SizeForm = "a number with a unit: B, kB, MB or GB, such as '512MB'";

    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3650);

    private static readonly (string Unit, double Seconds)[] Durations =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    private static readonly (string Unit, double Bytes)[] Sizes =
        [("kB", 1L << 10), ("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40), ("B", 1)];

    public static bool TryParseDuration(string text, out TimeSpan value)
    {
        value = default;
        if (!TryParse(text, Durations, out var seconds) || seconds > LongestDuration.TotalSeconds)
        {
            return false;
        }

        value = TimeSpan.FromSeconds(seconds);
        return true;
    }

    public static bool TryParseSize(string text, out long value)
    {
        value = 0;
        if (!TryParse(text, Sizes, out var bytes) || bytes > (1L << 50))
        {
            return false;
        }

        value = (long)bytes;
        return true;
    }

    /// <summary>A duration in the largest unit that leaves no fraction.</summary>
    public static string Format(TimeSpan duration)
    {
        var (unit, seconds) = Durations.Last(entry => duration.TotalSeconds >= entry.Seconds && duration.TotalSeconds % entry.Seconds == 0
            || entry.Unit == "ms");
        return FormattableString.Invariant($"{duration.TotalSeconds / seconds:0.###}{unit}");
    }

    /// <summary>A size in the largest unit that leaves no fraction.</summary>
    public static string Format(long bytes)
    {
        var (unit, factor) = Sizes.Where(entry => bytes >= entry.Bytes && bytes % entry.Bytes == 0).DefaultIfEmpty(("B", 1)).MaxBy(entry => entry.Item2);
        return FormattableString.Invariant($"{bytes / factor:0.###}{unit}");
    }

    private static bool TryParse(string text, (string Unit, double Factor)[] units, out double value)
    {
        value = 0;
        foreach (var (unit, factor) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number))
            {
                value = number * factor;
                return true;
            }
        }

        return false;
    }
}
