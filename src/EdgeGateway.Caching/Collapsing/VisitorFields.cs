namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// Request fields that speak for one visitor or one exchange and so have no place in a fetch for all: credentials, privacy
/// signals, preconditions of the visitor's own copy, ranges, cache wishes.
/// </summary>
internal static class VisitorFields
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Cookie", "Cookie2", "Authorization", "Sec-GPC", "DNT", "Host", "Accept-Encoding",
        "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range",
        "Cache-Control", "Pragma", "Max-Forwards", "Purpose", "Sec-Purpose", "X-Moz", "Early-Data",
    };

    public static bool Contains(string name) =>
        Names.Contains(name)
        || name.StartsWith("edge-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("edge_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(':');
}
