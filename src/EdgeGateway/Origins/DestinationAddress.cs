using System.Net;

namespace EdgeGateway.Origins;

/// <summary>
/// What may stand as an origin's address: http or https, without a name and password, and not a link-local address, where
/// machines of a cloud hand out their credentials.
/// </summary>
internal static class DestinationAddress
{
    /// <summary>What is wrong with an address, as a sentence; null when nothing is.</summary>
    public static string? ProblemOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Port == 0)
        {
            return $"The address '{text}' is not accepted; it must be an absolute http or https address such as 'http://127.0.0.1:5080'.";
        }

        if (address.UserInfo.Length > 0)
        {
            return $"The address of host '{address.Host}' holds a name or password; it must be without, since configurations are shown to people.";
        }

        return IPAddress.TryParse(address.Host, out var ip) && IsLinkLocal(ip)
            ? $"The address '{text}' is link-local; it must be the address of a site."
            : null;
    }

    private static bool IsLinkLocal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.IsIPv6LinkLocal || plain.GetAddressBytes() is [169, 254, _, _];
    }
}
