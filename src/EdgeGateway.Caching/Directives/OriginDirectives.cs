using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Directives;

/// <summary>Chooses the field that speaks to this cache: CDN-Cache-Control, then Surrogate-Control, then Cache-Control.</summary>
internal static class OriginDirectives
{
    public const string CdnCacheControl = "CDN-Cache-Control";
    public const string SurrogateControl = "Surrogate-Control";

    public static ResponseDirectives Read(IHeaderDictionary headers)
    {
        // RFC 9213 section 2.2: a targeted field that does not parse is as good as absent.
        if (DirectiveParser.Parse(headers[CdnCacheControl], targeted: true) is { Malformed: false } cdn)
        {
            return cdn;
        }

        // Surrogate-Control has no such rule: a field that cannot be understood forbids storing.
        return DirectiveParser.Parse(headers[SurrogateControl], targeted: true)
            ?? DirectiveParser.Parse(headers.CacheControl, targeted: false)
            ?? ResponseDirectives.None;
    }
}
