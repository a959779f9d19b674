using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// Fields that belong to one connection: the known ones and those that <c>Connection</c> names (RFC 9110 section 7.6.1).
/// </summary>
internal readonly struct ConnectionFields(StringValues connection)
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Authentication-Info",
        "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
    };

    private readonly StringValues _connection = connection;

    public bool IsHopByHop(string name) => HopByHop.Contains(name) || IsNominated(name);

    private bool IsNominated(string name)
    {
        foreach (var line in _connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (line.AsSpan()[range].Trim(" \t").Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
