using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Invalidation;

/// <summary>A URL to purge, or the beginning of URLs, cut into the parts of a primary key.</summary>
internal readonly record struct PurgeTarget(string Scheme, string Host, string Target)
{
    /// <summary>Cuts by hand: Uri would change escapes, and keys are made of the bytes as sent.</summary>
    /// <exception cref="ArgumentException">The URL is not absolute.</exception>
    public static PurgeTarget Parse(string url)
    {
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0 || colon + 3 == url.Length)
        {
            throw new ArgumentException(
                $"The URL '{url}' to purge is not absolute; accepted is 'https://host/path'.", nameof(url));
        }

        var scheme = url[..colon].ToLowerInvariant();
        var rest = url[(colon + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var host = HostName.Canonical(scheme, end < 0 ? rest : rest[..end]);
        var target = end < 0 ? "/" : rest[end..];
        return new PurgeTarget(scheme, host, target[0] == '?' ? "/" + target : target);
    }

    /// <summary>Whether a key's URL begins with this one: the host is the same, the target begins alike; http and https are one.</summary>
    public bool IsPrefixOf(ReadOnlySpan<byte> key)
    {
        var reader = new KeyReader(key);
        reader.Skip();
        return reader.NextIs(Host) && reader.NextStartsWith(Target);
    }

    /// <summary>Whether a key is of a host, given in canonical spelling for each scheme.</summary>
    public static bool IsOfHost(ReadOnlySpan<byte> key, string http, string https)
    {
        var reader = new KeyReader(key);
        var secure = reader.NextIs("https");
        return reader.NextIs(secure ? https : http);
    }
}
