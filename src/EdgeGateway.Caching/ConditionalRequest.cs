using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching;

/// <summary>Preconditions of GET and HEAD, answered at the edge (RFC 9110 section 13.2.2, RFC 9111 section 4.3.2).</summary>
public static class ConditionalRequest
{
    /// <summary>Evaluates <c>If-None-Match</c>, and <c>If-Modified-Since</c> where that is absent.</summary>
    public static ConditionalOutcome Evaluate(IHeaderDictionary requestHeaders, StoredResponse response) =>
        response.StatusCode == StatusCodes.Status200OK && IsConditional(requestHeaders)
            ? Evaluate(requestHeaders, response.ETag, response.LastModified ?? MadeAt(response.Headers))
            : ConditionalOutcome.Send;

    /// <summary>The same against a response that still arrives.</summary>
    public static ConditionalOutcome Evaluate(IHeaderDictionary requestHeaders, FillReader response) =>
        response.StatusCode == StatusCodes.Status200OK && IsConditional(requestHeaders)
            ? Evaluate(
                requestHeaders, EntityTags.Read(response.Headers["ETag"]),
                HttpDates.Read(response.Headers["Last-Modified"]) ?? MadeAt(response.Headers))
            : ConditionalOutcome.Send;

    /// <summary>The same against validators that did not come from the cache, such as those of a personalised page.</summary>
    /// <param name="requestHeaders">The client's header fields.</param>
    /// <param name="etag">The entity tag with its quotes, or null.</param>
    /// <param name="lastModified">The modification date, or null.</param>
    public static ConditionalOutcome Evaluate(IHeaderDictionary requestHeaders, string? etag, DateTimeOffset? lastModified)
    {
        var noneMatch = requestHeaders.IfNoneMatch;
        if (noneMatch.Count > 0)
        {
            return EntityTags.AnyMatches(noneMatch, etag) ? ConditionalOutcome.NotModified : ConditionalOutcome.Send;
        }

        var since = requestHeaders.IfModifiedSince;
        return since.Count > 0 && NotModifiedSince(since, lastModified)
            ? ConditionalOutcome.NotModified
            : ConditionalOutcome.Send;
    }

    private static bool IsConditional(IHeaderDictionary headers) => headers.IfNoneMatch.Count > 0 || headers.IfModifiedSince.Count > 0;

    /// <summary>RFC 9111 section 4.3.2: what does not say when it changed had not changed later than it was made.</summary>
    private static DateTimeOffset? MadeAt(StoredHeaders headers) => HttpDates.Read(headers["Date"]);

    private static bool NotModifiedSince(StringValues since, DateTimeOffset? lastModified) =>
        lastModified is { } modified && HttpDates.TryParse(since, out var date) && modified <= date;
}
