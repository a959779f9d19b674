using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>Checks the addresses of <c>Kestrel:Endpoints</c>, and that no destination leads back to the gateway itself.</summary>
internal static class ListenCheck
{
    private const string Endpoints = "Kestrel:Endpoints";

    public static void Run(GatewayConfig config, List<ConfigProblem> problems)
    {
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { AuthorityOf(config.AdminAddress.Host, config.AdminAddress.Port) };
        foreach (var endpoint in config.Standard.GetSection(Endpoints).GetChildren())
        {
            if (endpoint["Url"] is not { } url)
            {
                problems.Add(new ConfigProblem($"{Endpoints}:{endpoint.Key}:Url", "The key 'Url' is missing; it must be an address such as 'http://0.0.0.0:8080'."));
            }
            else if (TryParse(url) is not { } address)
            {
                problems.Add(new ConfigProblem($"{Endpoints}:{endpoint.Key}:Url",
                    $"The address '{url}' is not accepted; it must be one such as 'http://0.0.0.0:8080', with a port from 0 to 65535."));
            }
            else if (address.Port != 0 && !own.Add(AuthorityOf(address.Host, address.Port)))
            {
                problems.Add(new ConfigProblem($"{Endpoints}:{endpoint.Key}:Url",
                    $"The address '{url}' is used twice; each endpoint and the admin listener need one of their own."));
            }
        }

        foreach (var cluster in config.Proxy.Clusters)
        {
            foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
            {
                if (Uri.TryCreate(destination.Address, UriKind.Absolute, out var target) && own.Contains(AuthorityOf(target.Host, target.Port)))
                {
                    problems.Add(new ConfigProblem($"ReverseProxy:Clusters:{cluster.ClusterId}:Destinations:{name}:Address",
                        $"The address '{destination.Address}' is the gateway's own; it must be the origin's."));
                }
            }
        }
    }

    private static BindingAddress? TryParse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.IsUnixPipe || address.Port is >= 0 and <= 65535 ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // All addresses of this machine are one for this purpose: what listens on any is reached by each.
    private static string AuthorityOf(string host, int port) =>
        host is "localhost" or "127.0.0.1" or "[::1]" or "::1" or "0.0.0.0" or "[::]" or "*" or "+" ? $"here:{port}" : $"{host}:{port}";
}
