using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Freshness;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Encodings;

/// <summary>Which responses we keep in more than one coding. Pure: headers and numbers alone.</summary>
internal static class EncodingRules
{
    /// <summary>Smaller bodies fit into the first packet anyway.</summary>
    public const int MinBytes = 1024;

    /// <summary>Larger bodies would keep a core busy for long.</summary>
    public const int MaxBytes = BodyDecoder.MaxBytes;

    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/javascript", "application/x-javascript", "application/ecmascript", "application/json", "application/xml",
        "application/wasm", "application/vnd.ms-fontobject", "application/x-ndjson", "application/graphql", "application/yaml",
        "font/ttf", "font/otf", "font/collection", "image/bmp", "image/x-icon", "image/vnd.microsoft.icon",
    };

    /// <summary>Fields that speak of the exact bytes of one form (RFC 9530, RFC 3230, RFC 1864, RFC 9110 section 14.4).</summary>
    private static readonly string[] BoundToBytes =
        ["Content-Digest", "Repr-Digest", "Digest", "Content-MD5", "Content-Range", "Signature"];

    /// <summary>
    /// Whether more forms than the origin's may be made of a response: by making codings, or by undoing the origin's.
    /// </summary>
    /// <param name="headers">The response's fields.</param>
    /// <param name="decision">What was decided about storing.</param>
    /// <param name="policy">The route's policy.</param>
    /// <param name="length">The body's length in bytes, or null while unknown.</param>
    public static bool MayHaveForms(IHeaderDictionary headers, StoreDecision decision, CachePolicy policy, long? length) =>
        decision.MayStore && !decision.Directives.Has(DirectiveFlags.NoTransform) && !IsBoundToBytes(headers)
        && ContentCodingText.Read(headers.ContentEncoding) switch
        {
            null => false,
            ContentCoding.Identity => policy.Compress && IsCompressible(headers.ContentType) && length is null or (>= MinBytes and <= MaxBytes),
            _ => length is not 0,
        };

    /// <summary>Whether gzip and brotli are worth making of a complete body.</summary>
    public static bool MayCompress(StringValues contentType, CachePolicy policy, long length) =>
        policy.Compress && length is >= MinBytes and <= MaxBytes && IsCompressible(contentType);

    /// <summary>Says to caches behind us that the coding depends on Accept-Encoding (RFC 9110 section 12.5.5).</summary>
    public static void AddVary(IHeaderDictionary headers)
    {
        var vary = headers.Vary.ToString();
        if (!Array.Exists(VaryField.Read(headers).Names, static name => name is "accept-encoding" or "*"))
        {
            headers.Vary = vary.Length == 0 ? "Accept-Encoding" : vary + ", Accept-Encoding";
        }
    }

    private static bool IsCompressible(StringValues contentType)
    {
        if (contentType is not [{ } type])
        {
            return false;
        }

        var semicolon = type.IndexOf(';', StringComparison.Ordinal);
        var name = type.AsSpan(0, semicolon < 0 ? type.Length : semicolon).Trim(" \t");
        return name.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || Types.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    private static bool IsBoundToBytes(IHeaderDictionary headers) =>
        Array.Exists(BoundToBytes, name => headers.ContainsKey(name));
}
