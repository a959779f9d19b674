using EdgeGateway.Caching.Collapsing;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching;

/// <summary>
/// A request as the cache sees it. The cache reads <see cref="Headers"/> only while <see cref="PageCache.GetAsync"/> runs;
/// what a fetch needs is copied before.
/// </summary>
public sealed class CacheRequest
{
    /// <summary>The method as received.</summary>
    public required string Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>, lower case.</summary>
    public required string Scheme { get; init; }

    /// <summary>Host and port as received; made canonical for the key and the origin alike.</summary>
    public required string Host { get; init; }

    /// <summary>Path and query exactly as received, in origin form.</summary>
    public required string Target { get; init; }

    /// <summary>The request's header fields.</summary>
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>The policy of the route.</summary>
    public CachePolicy Policy { get; init; } = CachePolicy.Default;

    /// <summary>Device class for <c>VaryBy: device</c>, such as <c>mobile</c>; empty when unknown.</summary>
    public string Device { get; init; } = "";

    /// <summary>Two upper-case letters for <c>VaryBy: country</c>; empty when unknown.</summary>
    public string Country { get; init; } = "";

    /// <summary>For <c>VaryBy: segment:name</c>, one bit for each in the order of <see cref="CachePolicy.KeyedSegments"/>.</summary>
    public uint SegmentBits { get; init; }

    /// <summary>Part of the key where one URL may reach different origins: the cluster, say. Default empty.</summary>
    public string Partition { get; init; } = "";

    /// <summary>Gives interim responses of a fetch that this very request causes to its client; null when it cannot take any.</summary>
    public IInterimSource? Interim { get; init; }

    /// <summary>Handed to the fetcher and the deriver untouched; it must not hold anything of the request.</summary>
    public object? Origin { get; init; }
}
