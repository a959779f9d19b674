using System.Globalization;

namespace EdgeGateway.Templates.Fragments;

/// <summary>Numbers for people: grouped, with a chosen number of decimals. Text that is no number stays as it is.</summary>
internal static class NumberText
{
    private const int MaxDigits = 10;

    /// <summary>Formats a number written with a decimal point.</summary>
    /// <param name="value">Such as <c>1234.5</c>.</param>
    /// <param name="digits">Decimals, 0 to 10; -1 for as many as the value has.</param>
    /// <param name="point">Decimal separator.</param>
    /// <param name="group">Separator of thousands; may be empty.</param>
    public static string Format(string value, int digits, string point, string group)
    {
        if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        var format = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = group };
        return number.ToString(digits < 0 ? "#,0.##########" : $"N{Math.Min(digits, MaxDigits)}", format);
    }
}
