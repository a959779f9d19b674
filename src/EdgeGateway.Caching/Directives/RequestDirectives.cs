using EdgeGateway.Caching.Storage;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// What a request says in Cache-Control, or in Pragma where that is absent (RFC 9111 sections 5.2.1 and 5.4). By default only
/// <c>only-if-cached</c> counts: the others would let any visitor send every request to the origin. A policy may obey all.
/// </summary>
internal readonly struct RequestDirectives
{
    private long? MaxAge { get; init; }

    private long? MinFresh { get; init; }

    /// <summary>Seconds past its lifetime that the client takes; null when it takes none.</summary>
    private long? MaxStale { get; init; }

    private bool NoCache { get; init; }

    /// <summary>Nothing of the request or its answer may be stored.</summary>
    public bool NoStore { get; private init; }

    /// <summary>The client wants 504 rather than a fetch.</summary>
    public bool OnlyIfCached { get; private init; }

    /// <summary>Two look-ups when the request says nothing.</summary>
    public static RequestDirectives Read(CacheRequest request)
    {
        var headers = request.Headers;
        var obeys = request.Policy.ObeyRequestDirectives;
        return headers.CacheControl.Count > 0 ? Parse(headers, obeys)
            : obeys && headers.Pragma.Count > 0 ? new RequestDirectives { NoCache = IsNoCache(headers) }
            : default;
    }

    /// <summary>Whether a fresh response will do.</summary>
    public bool Accepts(StoredResponse response) =>
        !NoCache
        && (MaxAge is not { } oldest || response.GetAge().TotalSeconds <= oldest)
        && (MinFresh is not { } left || response.GetTtlSeconds() >= left);

    /// <summary>Whether a stale response will do without asking the origin. What the response forbids stays forbidden.</summary>
    public bool AcceptsStale(StoredResponse response) =>
        MaxStale is { } longest && !NoCache && MayBeStale(response.Decision.Directives) && -response.GetTtlSeconds() <= longest
        && (MaxAge is not { } oldest || response.GetAge().TotalSeconds <= oldest);

    /// <summary>Whether the client leaves it to the cache how fresh a response has to be.</summary>
    public bool AcceptsAny => !NoCache && MaxAge is null && MinFresh is null;

    private static bool MayBeStale(ResponseDirectives directives) =>
        !directives.Has(DirectiveFlags.MustRevalidate | DirectiveFlags.ProxyRevalidate | DirectiveFlags.NoCache)
        && directives.SharedMaxAge is null;

    private static bool IsNoCache(IHeaderDictionary headers)
    {
        var reader = new DirectiveReader(headers.Pragma, DirectiveSyntax.Plain);
        return reader.MoveNext() && reader.Name.Equals("no-cache", StringComparison.OrdinalIgnoreCase);
    }

    private static RequestDirectives Parse(IHeaderDictionary headers, bool obeys)
    {
        var found = default(RequestDirectives);
        var reader = new DirectiveReader(headers.CacheControl, DirectiveSyntax.Plain);
        while (reader.MoveNext())
        {
            if (reader.Name.Equals("only-if-cached", StringComparison.OrdinalIgnoreCase))
            {
                found = found with { OnlyIfCached = true };
            }
            else if (obeys)
            {
                found = found.With(reader.Name, SecondsOf(in reader), reader.HasValue);
            }
        }

        return found;
    }

    private RequestDirectives With(ReadOnlySpan<char> name, long? seconds, bool hasValue)
    {
        Span<char> lower = stackalloc char[16];
        if (name.Length > lower.Length)
        {
            return this;
        }

        return lower[..name.ToLowerInvariant(lower)] switch
        {
            "no-cache" => this with { NoCache = true },
            "no-store" => this with { NoStore = true },
            "max-age" => this with { MaxAge = seconds ?? 0 },
            "min-fresh" => this with { MinFresh = seconds ?? DirectiveParser.MaxSeconds },
            "max-stale" => this with { MaxStale = hasValue ? seconds : DirectiveParser.MaxSeconds },
            _ => this,
        };
    }

    private static long? SecondsOf(in DirectiveReader reader) =>
        !reader.IsQuoted && DirectiveParser.TryParse(reader.Value, out var seconds) ? seconds : null;
}
