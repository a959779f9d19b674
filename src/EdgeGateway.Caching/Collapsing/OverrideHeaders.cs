namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// Request fields known to override target, host, scheme, method or client address somewhere, which makes them tools for
/// poisoning (they change the answer and are in nobody's key). A shared fetch never sends them. Some origins read <c>_</c> as
/// <c>-</c>, so both spellings count.
/// </summary>
internal static class OverrideHeaders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        // Host and authority
        "Forwarded", "X-Forwarded", "X-Forwarded-Host", "X-Forwarded-Server", "X-Host", "X-Original-Host", "X-Real-Host",
        "X-HTTP-Host-Override", "X-Forwarded-By", "X-Backend-Host", "Front-End-Https", "X-Proxy-Host", "X-Envoy-Original-Host",
        // Scheme and port
        "X-Forwarded-Proto", "X-Forwarded-Protocol", "X-Forwarded-Scheme", "X-Forwarded-Ssl", "X-Forwarded-Port", "X-Url-Scheme",
        "X-Scheme", "X-Forwarded-Https", "X-Proto", "X-Https", "CloudFront-Forwarded-Proto", "X-ARR-SSL", "X-AppEngine-Https",
        // Path and query
        "X-Original-URL", "X-Original-URI", "X-Original-Path", "X-Rewrite-URL", "X-Rewrite-URI", "X-Override-URL",
        "X-Forwarded-Path", "X-Forwarded-Prefix", "X-Forwarded-Uri", "X-Forwarded-Url", "X-Envoy-Original-Path", "X-Script-Name",
        "X-Accel-Redirect", "X-Sendfile", "X-Proxy-Url", "X-Request-Uri", "X-Waws-Unencoded-Url", "Destination", "Base-Url",
        "Request-Uri", "Script-Name", "Path-Info",
        // Method and body
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Method", "Content-Type", "Content-Length",
        "Content-Encoding", "Expect",
        // Client address and credentials by proxy
        "X-Forwarded-For", "X-Forwarded-Client-Ip", "X-Real-IP", "X-Client-IP", "X-Originating-IP", "X-Remote-IP",
            "X-Remote-Addr",
        "X-Cluster-Client-IP", "X-ProxyUser-Ip", "X-Custom-IP-Authorization", "True-Client-IP", "Client-IP", "CF-Connecting-IP",
        "CF-Visitor", "CF-IPCountry", "Fastly-Client-IP", "Akamai-Client-IP", "X-Azure-ClientIP", "X-Forwarded-User",
        "X-Remote-User", "Remote-User", "X-Forwarded-Client-Cert", "X-ARR-ClientCert", "Proxy", "Via", "CDN-Loop",
        "X-Wap-Profile",
    };

    public static bool Contains(string name) =>
        Names.Contains(name) || (name.Contains('_', StringComparison.Ordinal) && Names.Contains(name.Replace('_', '-')));
}
