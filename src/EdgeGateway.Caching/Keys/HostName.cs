namespace EdgeGateway.Caching.Keys;

/// <summary>One spelling per host: lower case, no closing dot, no default port. The origin gets this spelling too.</summary>
internal static class HostName
{
    /// <summary>Returns the same instance when nothing had to change.</summary>
    public static string Canonical(string scheme, string host)
    {
        var rest = host.AsSpan();
        var port = scheme == "https" ? ":443" : ":80";
        if (rest.EndsWith(port, StringComparison.Ordinal))
        {
            rest = rest[..^port.Length];
        }

        if (rest.EndsWith("."))
        {
            rest = rest[..^1];
        }

        var name = rest.Length == host.Length ? host : rest.ToString();
        return name.AsSpan().ContainsAnyInRange('A', 'Z') ? name.ToLowerInvariant() : name;
    }
}
