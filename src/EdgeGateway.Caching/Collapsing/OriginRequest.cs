using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>A cleaned request for the origin: nothing of a visitor is in it.</summary>
public sealed class OriginRequest
{
    internal OriginRequest(string scheme, string host, string target, IHeaderDictionary headers, object? origin)
    {
        Scheme = scheme;
        Host = host;
        Target = target;
        Headers = headers;
        Origin = origin;
    }

    /// <summary><c>GET</c>, or <c>HEAD</c> to freshen what is stored.</summary>
    public string Method { get; internal init; } = HttpMethods.Get;

    /// <summary>The scheme the visitor used.</summary>
    public string Scheme { get; }

    /// <summary>The canonical host, as keyed.</summary>
    public string Host { get; }

    /// <summary>Path and query, to be sent byte for byte.</summary>
    public string Target { get; }

    /// <summary>The complete header fields but Host. Send these and no others of a client's.</summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>
    /// Takes interim responses for the one who caused the fetch; null when nobody can be given them. Those who join get none: they
    /// may depend on who asked, and whether the answer is for all is not known yet.
    /// </summary>
    public Action<ReadOnlyMemory<byte>>? Interim { get; internal set; }

    /// <summary>What the host put into <see cref="CacheRequest.Origin"/>.</summary>
    public object? Origin { get; }
}
