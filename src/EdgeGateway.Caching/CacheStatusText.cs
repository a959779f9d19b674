using System.Globalization;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <summary>Values of the Cache-Status field (RFC 9211).</summary>
internal static class CacheStatusText
{
    private const string Name = "EdgeGateway";

    public static string Hit(long ttl) => string.Create(CultureInfo.InvariantCulture, $"{Name}; hit; ttl={ttl}");

    /// <summary>A stale response that was sent without waiting for the origin counts as a hit (RFC 9211 section 2.1).</summary>
    public static string StaleHit(long ttl) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}; hit; ttl={ttl}; detail=stale-while-revalidate");

    public static string Bypass(string detail) => $"{Name}; fwd=bypass; detail={detail}";

    public static string Forwarded(bool wasStale, int status, bool collapsed, NotStoredReason notStored, string? detail)
    {
        var text = Name + (wasStale ? "; fwd=stale" : "; fwd=miss");
        if (wasStale && status > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"; fwd-status={status}");
        }

        text += notStored == NotStoredReason.None && detail is null ? "; stored" : "";
        text += collapsed ? "; collapsed" : "";
        detail ??= notStored == NotStoredReason.None ? null : notStored.ToText();
        return detail is null ? text : $"{text}; detail={detail}";
    }
}
