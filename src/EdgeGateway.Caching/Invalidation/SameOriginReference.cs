using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>
/// The target that a Location or Content-Location names on the same origin, its bytes as written: keys are made of those.
/// Another origin's is none of the sender's to invalidate (RFC 9111 section 4.4).
/// </summary>
internal static class SameOriginReference
{
    /// <summary>Path and query, or null when there is nothing to invalidate.</summary>
    public static string? Resolve(string scheme, string host, string target, string reference)
    {
        var fragment = reference.IndexOf('#', StringComparison.Ordinal);
        var text = (fragment < 0 ? reference : reference[..fragment]).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            return OfAuthority(scheme, host, text[2..]);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && text.AsSpan(0, colon).IndexOfAny("/?") < 0)
        {
            return text.AsSpan(0, colon).Equals(scheme, StringComparison.OrdinalIgnoreCase)
                && text.AsSpan(colon + 1).StartsWith("//", StringComparison.Ordinal)
                    ? OfAuthority(scheme, host, text[(colon + 3)..])
                    : null;
        }

        return text[0] == '/' ? WithoutDots(text) : OfRelative(target, text);
    }

    private static string? OfAuthority(string scheme, string host, string rest)
    {
        var end = rest.AsSpan().IndexOfAny("/?");
        var authority = end < 0 ? rest : rest[..end];
        if (HostName.Canonical(scheme, authority) != HostName.Canonical(scheme, host))
        {
            return null;
        }

        var path = end < 0 ? "" : rest[end..];
        return WithoutDots(path.StartsWith('/') ? path : "/" + path);
    }

    private static string OfRelative(string target, string reference)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        return reference[0] == '?'
            ? path + reference
            : WithoutDots(string.Concat(path.AsSpan(0, path.LastIndexOf('/') + 1), reference));
    }

    /// <summary>RFC 3986 section 5.2.4, without touching an escape.</summary>
    private static string WithoutDots(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        if (!path.Contains("/.", StringComparison.Ordinal))
        {
            return target;
        }

        var kept = new List<string>();
        var segments = path.Split('/')[1..];
        foreach (var (index, segment) in segments.Index())
        {
            if (segment is not ("." or ".."))
            {
                kept.Add(segment);
                continue;
            }

            if (segment == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (index == segments.Length - 1)
            {
                kept.Add("");
            }
        }

        return string.Concat("/", string.Join('/', kept), question < 0 ? "" : target[question..]);
    }
}
