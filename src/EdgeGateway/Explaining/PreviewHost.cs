namespace EdgeGateway.Explaining;

/// <summary>The host a preview token is made for: lower case, without the scheme's own port.</summary>
internal static class PreviewHost
{
    public static string Of(HttpRequest request) => Of(request.Scheme, request.Host);

    public static string Of(Uri url) => Of(url.Scheme, HostString.FromUriComponent(url));

    private static string Of(string scheme, HostString host) =>
        host.Port is { } port && port != (scheme == "https" ? 443 : 80) ? host.Value!.ToLowerInvariant() : host.Host.ToLowerInvariant();
}
