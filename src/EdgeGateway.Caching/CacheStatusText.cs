using System.Globalization;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching;

/// <summary>Values of the Cache-Status field (RFC 9211).</summary>
internal static class CacheStatusText
{
    public const string Miss = "miss";

    private const string Name = "EdgeGateway";

    /// <summary>Hits of a second mostly say the same, so what was said lately is kept.</summary>
    private static readonly Kept?[] Hits = new Kept?[4096];

    public static string Hit(long ttl)
    {
        ref var kept = ref Hits[ttl & (Hits.Length - 1)];
        if (Volatile.Read(ref kept) is { } ready && ready.Ttl == ttl)
        {
            return ready.Text;
        }

        var made = new Kept(ttl, string.Create(CultureInfo.InvariantCulture, $"{Name}; hit; ttl={ttl}"));
        Volatile.Write(ref kept, made);
        return made.Text;
    }

    /// <summary>A stale response that was sent without waiting for the origin counts as a hit (RFC 9211 section 2.1).</summary>
    public static string StaleHit(long ttl, string detail) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}; hit; ttl={ttl}; detail={detail}");

    public static string Bypass(string detail) => $"{Name}; fwd=bypass; detail={detail}";

    /// <summary>Passed on, for the word that RFC 9211 section 2.2 has for the reason.</summary>
    public static string Bypass(NotStoredReason reason) => reason switch
    {
        NotStoredReason.Method => $"{Name}; fwd=method",
        NotStoredReason.RequestDirective => $"{Name}; fwd=request",
        _ => Bypass(reason.ToText()),
    };

    /// <summary>Answered by the cache without anything stored.</summary>
    public static string NotForwarded(string detail) => $"{Name}; detail={detail}";

    /// <param name="why"><c>miss</c>, <c>stale</c> or <c>request</c>.</param>
    /// <param name="status">The origin's, where something was stored before; else 0.</param>
    /// <param name="collapsed">The fetch was somebody else's.</param>
    /// <param name="notStored">Why its answer is not stored.</param>
    /// <param name="detail">What else there is to say.</param>
    public static string Forwarded(string why, int status, bool collapsed, NotStoredReason notStored, string? detail)
    {
        var text = $"{Name}; fwd={why}";
        if (why != Miss && status > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"; fwd-status={status}");
        }

        text += notStored == NotStoredReason.None && detail is null ? "; stored" : "";
        text += collapsed ? "; collapsed" : "";
        detail ??= notStored == NotStoredReason.None ? null : notStored.ToText();
        return detail is null ? text : $"{text}; detail={detail}";
    }

    private sealed record Kept(long Ttl, string Text);
}
