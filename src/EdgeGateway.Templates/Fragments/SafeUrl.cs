using System.Text;

namespace EdgeGateway.Templates.Fragments;

/// <summary>Lets an address through only when a browser will fetch it by http or https or relative to the page.</summary>
internal static class SafeUrl
{
    /// <summary>The address, trimmed; empty when its scheme is another or it hides control characters.</summary>
    public static string Whole(string value)
    {
        // Browsers strip these from both ends, and tab and line breaks everywhere (URL Standard, 4.4).
        var url = value.AsSpan().Trim("\0\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F ");
        foreach (var c in url)
        {
            if (c < ' ' || c == '\x7F')
            {
                return string.Empty;
            }
        }

        var colon = url.IndexOf(':');
        var other = url.IndexOfAny('/', '?', '#');
        var hasScheme = colon >= 0 && (other < 0 || colon < other);
        if (!hasScheme)
        {
            return url.ToString();
        }

        var scheme = url[..colon];
        return scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
            || scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
            ? url.ToString()
            : string.Empty;
    }

    /// <summary>
    /// A value as one component of an address (RFC 3986, section 2.1); dots alone are encoded too, so that none climbs.
    /// </summary>
    public static string Part(string value)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            clean.Append(rune);
        }

        var part = Uri.EscapeDataString(clean.ToString());
        return part is "." or ".." ? part.Replace(".", "%2E", StringComparison.Ordinal) : part;
    }
}
