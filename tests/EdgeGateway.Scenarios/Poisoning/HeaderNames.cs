namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>
/// More than a thousand names of request fields: those of the registries and of well-known proxies, clouds and frameworks, and
/// what one gets by putting their prefixes before the nouns that origins trust. Fields that frame the message itself are
/// left to the framing tests.
/// </summary>
internal static class HeaderNames
{
    private static readonly string[] Prefixes =
    [
        "", "X-", "X-Original-", "X-Forwarded-", "X-Real-", "X-Client-", "X-Remote-", "X-Proxy-", "X-Backend-", "X-HTTP-", "X-Rewrite-", "X-Override-",
        "X-Envoy-", "X-Amz-", "X-Amz-Cf-", "X-Azure-", "X-MS-", "X-Goog-", "X-AppEngine-", "X-Cloud-", "CF-", "Fastly-", "Akamai-", "X-Akamai-", "CloudFront-",
        "X-Vercel-", "X-Cluster-", "X-True-", "True-", "X-CDN-", "X-Cache-", "X-Varnish-", "X-Nginx-", "X-Accel-", "X-ARR-", "X-Waws-", "X-WP-", "X-Drupal-",
        "X-Rails-", "X-Request-", "X-Base-", "X-Site-", "X-Server-", "X-Internal-", "X-Debug-", "X-Custom-", "Proxy-", "Front-End-", "WL-Proxy-",
    ];

    private static readonly string[] Nouns =
    [
        "Host", "Server", "Proto", "Protocol", "Scheme", "SSL", "HTTPS", "Port", "URL", "URI", "Path", "Prefix", "For", "IP", "Client-IP", "Addr", "User",
        "Method", "Method-Override", "Query-String", "Token", "Locale", "Country", "Device",
    ];

    private static readonly string[] Single =
    [
        "A-IM", "Accept", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Accept-Language", "Accept-Patch", "Access-Control-Request-Headers",
        "Access-Control-Request-Method", "Authorization", "Base-Url", "Cache-Control", "CDN-Loop", "Cdn-Src-Ip", "Client-Ip", "Content-Disposition",
        "Content-Encoding", "Content-Language", "Content-Location", "Content-MD5", "Content-Type", "Cookie", "Cookie2", "Date", "Depth", "Destination",
        "Device-Memory", "DNT", "DPR", "Downlink", "Early-Data", "ECT", "Forwarded", "From", "HTTP2-Settings", "If", "If-Match", "If-Modified-Since",
        "If-None-Match", "If-Range", "If-Unmodified-Since", "Incremental", "Keep-Alive", "Last-Event-ID", "Lock-Token", "Max-Forwards", "Origin", "Overwrite",
        "Path-Info", "Ping-From", "Ping-To", "Pragma", "Prefer", "Priority", "Profile", "Proxy", "Purpose", "Range", "Referer", "Referrer", "Remote-User",
        "Request-Id", "Request-Uri", "RTT", "Save-Data", "Script-Name", "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest",
        "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-GPC", "Sec-Purpose", "Sec-WebSocket-Key", "Service-Worker", "Slug", "SOAPAction", "Surrogate-Capability", "TE",
        "Timeout", "Traceparent", "Tracestate", "Baggage", "B3", "Trailer", "Upgrade-Insecure-Requests", "User-Agent", "Uber-Trace-Id", "Via", "Viewport-Width",
        "Width", "X-ATT-DeviceId", "X-B3-TraceId", "X-CSRF-Token", "X-Correlation-ID", "X-Do-Not-Track", "X-Datadog-Trace-Id", "X-Forwarded", "X-Frame-Options",
        "X-Moz", "X-Pjax", "X-Requested-With", "X-Sendfile", "X-Wap-Profile", "X-UIDH", "X-XSRF-Token", "X-Script-Name", "X-Requested-URL", "HX-Request",
        "Turbo-Frame", "Next-Action", "RSC", "Next-Router-State-Tree", "X-Middleware-Subrequest", "X-Nextjs-Data", "X-Inertia", "X-Livewire", "Edge-Visitor",
        "edge_id", "X-Edge-Id", "X-Custom-IP-Authorization", "X-Forwarded-Client-Cert", "X-Backend-Host", "X-Wp-Nonce", "Surrogate-Control", "Age",
    ];

    /// <summary>All of them, each once without regard to case.</summary>
    public static string[] All { get; } =
    [
        .. Single
            .Concat(Prefixes.SelectMany(static prefix => Nouns.Select(noun => prefix + noun)))
            .Concat(Single.Where(static name => name.Contains('-', StringComparison.Ordinal)).Select(static name => name.Replace('-', '_')))
            .Concat(Nouns.SelectMany(static noun => new[] { $"X_Forwarded_{noun}", $"X_Original_{noun}", $"x-forwarded_{noun}" }))
            .Where(static name => name is not ("Host" or "Upgrade"))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
