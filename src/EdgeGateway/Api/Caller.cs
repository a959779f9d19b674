using EdgeGateway.Pipeline;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Api;

/// <summary>Who calls one of our endpoints and what they agreed to.</summary>
/// <param name="Visitor">From a valid cookie; <see cref="VisitorId.None"/> otherwise.</param>
/// <param name="Consent">In force for this request.</param>
/// <param name="IsBot">See <see cref="BotRule"/>.</param>
internal readonly record struct Caller(VisitorId Visitor, ConsentState Consent, bool IsBot)
{
    /// <summary>True when what the caller does may be remembered.</summary>
    public bool MayRecord =>
        !Visitor.IsNone && !IsBot && (Consent.Allows(Purposes.Analytics) || Consent.Allows(Purposes.Personalisation));

    public static Caller Read(HttpContext context, SiteSnapshot site, VisitorCookie cookie)
    {
        var headers = context.Request.Headers;
        var identity = cookie.Read(headers.Cookie);
        return new Caller(
            identity.Outcome == IdentityOutcome.Known ? identity.Visitor : VisitorId.None,
            site.Consent.Read(headers.Cookie, headers["Sec-GPC"], headers["DNT"]),
            BotRule.Applies(VisitorContextReader.Read(headers), identity.Outcome, headers));
    }
}
