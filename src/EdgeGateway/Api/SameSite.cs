namespace EdgeGateway.Api;

/// <summary>
/// Refuses requests that another site's page makes in a visitor's name: by Fetch Metadata where the browser sends it, and
/// by <c>Origin</c>, which every browser sends with a POST.
/// </summary>
internal static class SameSite
{
    public static bool Allows(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site[0] is not ("same-origin" or "none"))
        {
            return false;
        }

        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var address)
                && string.Equals(address.Authority, WithoutDefaultPort(request), StringComparison.OrdinalIgnoreCase));
    }

    private static string WithoutDefaultPort(HttpRequest request)
    {
        var host = request.Host;
        var usual = request.IsHttps ? 443 : 80;
        return host.Port is { } port && port == usual ? host.Host : host.Value ?? "";
    }
}
