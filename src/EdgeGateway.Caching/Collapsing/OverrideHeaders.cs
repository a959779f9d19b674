namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// Request fields known to override target, host, scheme, method or client address somewhere, which makes them tools for
/// poisoning (they change the answer and are in nobody's key). A shared fetch never sends them; the proxy's transforms may set some
/// anew from what is true. Some origins read <c>_</c> as <c>-</c>, so both spellings count. docs/cache-policies.md shows this list.
/// </summary>
public static class OverrideHeaders
{
    /// <summary>Names, and families with a closing <c>*</c>.</summary>
    internal static readonly string[] Listed =
    [
        "X-Forwarded*", "X-Original*", "X-Rewrite*", "Forwarded", "Forwarded-For", "Forwarded-For-IP",
        // Host and authority
        "X-Host", "X-Host-Override", "X-Real-Host", "X-HTTP-Host-Override", "X-Backend-Host", "X-Proxy-Host", "Proxy-Host", "X-Orig-Host",
        "X-Envoy-Original-Host", "X-Envoy-Original-Dst-Host",
        // Scheme and port
        "Front-End-Https", "X-Url-Scheme", "X-Scheme", "X-Real-Scheme", "X-Proto", "X-Https", "X-ARR-SSL", "X-AppEngine-Https",
        "CloudFront-Forwarded-Proto",
        // Path and query
        "X-Override-URL", "X-Envoy-Original-Path", "X-Script-Name", "X-Accel-Redirect", "X-Sendfile", "X-Proxy-Url", "X-Request-Uri",
        "X-Url", "X-Uri", "X-Path", "X-Base-Url", "X-HTTP-DestinationURL", "X-Waws-Unencoded-Url", "Destination", "Base-Url",
        "Request-Uri", "Script-Name", "Path-Info",
        // Method and body
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Method", "X-Envoy-Original-Method", "Content-Type",
        "Content-Length", "Content-Encoding", "Expect",
        // Client address
        "X-Originating-IP", "X-Real-IP", "X-Client-IP", "X-Remote-IP", "X-Remote-Addr", "X-Cluster-Client-IP", "X-ProxyUser-Ip",
        "X-Custom-IP-Authorization", "X-Envoy-External-Address", "X-Azure-ClientIP", "X-AppEngine-User-IP",
        "X-Nf-Client-Connection-Ip", "X-Vercel-Forwarded-For", "True-Client-IP", "Client-IP", "Proxy-Client-IP", "WL-Proxy-Client-IP",
        "CF-Connecting-IP", "CF-Connecting-IPv6", "CF-Pseudo-IPv4", "CF-Visitor", "CF-IPCountry", "Fastly-Client-IP", "Fly-Client-IP",
        "Akamai-Client-IP", "DO-Connecting-IP", "Ali-CDN-Real-IP",
        // Credentials by proxy, and marks of proxies before us
        "X-Remote-User", "Remote-User", "X-Authenticated-User", "X-WebAuth-User", "X-ARR-ClientCert", "Proxy", "Via", "CDN-Loop",
        "X-Wap-Profile",
    ];

    /// <summary>What a request for one visitor needs all the same: its body's description, and what the proxy writes anew.</summary>
    private static readonly HashSet<string> OfAnyRequest = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Length", "Content-Encoding", "Expect", "Destination", "Via", "CDN-Loop",
        "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix",
    };

    private static readonly HashSet<string> Names = new(Listed.Where(name => !name.EndsWith('*')), StringComparer.OrdinalIgnoreCase);
    private static readonly string[] Families = [.. Listed.Where(name => name.EndsWith('*')).Select(name => name[..^1])];

    /// <summary>Whether a request that passes by the cache goes on without this field: it would speak for the proxy.</summary>
    public static bool IsDroppedFromAnyRequest(string name) => Contains(name) && !OfAnyRequest.Contains(name);

    internal static bool Contains(string name)
    {
        var spelled = name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;
        return Names.Contains(spelled) || Array.Exists(Families, family => spelled.StartsWith(family, StringComparison.OrdinalIgnoreCase));
    }
}
