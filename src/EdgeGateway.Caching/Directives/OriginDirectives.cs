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
        if (DirectiveParser.Parse(headers[CdnCacheControl], DirectiveSyntax.Structured) is { Malformed: false, SaysSomething: true } cdn)
        {
            return cdn;
        }

        // Surrogate-Control has no such rule: a field that cannot be understood forbids storing. One that only names
        // capabilities, as ESI does, leaves Cache-Control in force.
        var surrogate = DirectiveParser.Parse(headers[SurrogateControl], DirectiveSyntax.Parameters);
        return surrogate is { Malformed: true } or { SaysSomething: true }
            ? surrogate
            : DirectiveParser.Parse(headers.CacheControl, DirectiveSyntax.Plain)
            ?? ResponseDirectives.None;
    }
}
