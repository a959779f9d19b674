using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>The Accept-Encoding field (RFC 9110 section 12.5.3).</summary>
internal static class AcceptedEncodings
{
    /// <summary>
    /// Whether a client takes a content coding. A client that says nothing takes any; we give it identity only.
    /// </summary>
    public static bool Accepts(StringValues acceptEncoding, string coding)
    {
        var any = false;
        foreach (var line in acceptEncoding)
        {
            var rest = line.AsSpan();
            foreach (var range in rest.Split(','))
            {
                var element = rest[range].Trim(" \t");
                var semicolon = element.IndexOf(';');
                var name = (semicolon < 0 ? element : element[..semicolon]).TrimEnd(" \t");
                var allowed = semicolon < 0 || !IsZero(element[(semicolon + 1)..]);
                if (name.Equals(coding, StringComparison.OrdinalIgnoreCase))
                {
                    return allowed;
                }

                any |= allowed && name is "*";
            }
        }

        return any;
    }

    private static bool IsZero(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim(" \t");
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight == 0;
    }
}
