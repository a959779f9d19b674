using EdgeGateway.Caching.Keys;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching;

/// <summary>Requests that the cache does not touch at all; the host forwards them.</summary>
internal static class RequestScreen
{
    /// <summary>The reason to stand aside, or none.</summary>
    public static NotStoredReason Check(CacheRequest request)
    {
        if (request.Policy.Mode == CacheMode.Bypass)
        {
            return NotStoredReason.Policy;
        }

        var headers = request.Headers;
        if (!IsGetOrHead(request.Method) || HasBody(headers) || headers.Upgrade.Count > 0)
        {
            return NotStoredReason.Method;
        }

        var target = request.Target;
        if (target.Length == 0 || target[0] != '/' || target.Contains('#', StringComparison.Ordinal)
            || QueryRules.HasTooManyParameters(target) || NominatesFields(headers.Connection))
        {
            return NotStoredReason.Malformed;
        }

        // Server-sent events never end: nothing to store and nobody to share a wait with.
        return headers.Accept is [{ } accept] && accept.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase)
            ? NotStoredReason.RequestDirective
            : NotStoredReason.None;
    }

    /// <summary>Methods are case-sensitive (RFC 9110 section 9.1), so <c>get</c> is an unknown one.</summary>
    public static bool IsHead(string method) => method is "HEAD";

    private static bool IsGetOrHead(string method) => method is "GET" or "HEAD";

    /// <summary>A GET with a body means different things to different origins; it is nobody's cache entry.</summary>
    private static bool HasBody(IHeaderDictionary headers) => headers.TransferEncoding.Count > 0 || headers.ContentLength is > 0;

    /// <summary>
    /// A field named by Connection is not forwarded, so it cannot be in the key as well: such requests pass. What proxies and
    /// browsers write there names no fields.
    /// </summary>
    private static bool NominatesFields(StringValues connection)
    {
        foreach (var line in connection)
        {
            var rest = line.AsSpan();
            foreach (var range in rest.Split(','))
            {
                var option = rest[range].Trim(" \t");
                if (option.Length > 0
                    && !option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
                    && !option.Equals("close", StringComparison.OrdinalIgnoreCase)
                    && !option.Equals("te", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
