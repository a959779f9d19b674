using EdgeGateway.Visitors;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 2: who is this, and what may we know of them. Reads cookies and client hints; writes visitor, consent and context.
/// A bot, a visitor without consent and an unreadable cookie are all anonymous.
/// </summary>
internal sealed class IdentityStep(RequestDelegate next, VisitorCookie cookie, VisitorsMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (request.NeedsVisitor)
        {
            Identify(context.Request.Headers, request);
        }

        return next(context);
    }

    private void Identify(IHeaderDictionary headers, EdgeRequestFeature request)
    {
        request.Context = VisitorContextReader.Read(headers);
        request.Consent = request.Site.Consent.Read(headers.Cookie, headers["Sec-GPC"], headers["DNT"]);
        metrics.Consent(request.Consent.Source);
        var identity = cookie.Read(headers.Cookie);
        if (BotRule.Applies(request.Context, identity.Outcome, headers))
        {
            metrics.Bot();
            return;
        }

        request.Context = request.Context with { IsBot = false };
        if (!request.Consent.Allows(Purposes.Analytics) && !request.Consent.Allows(Purposes.Personalisation))
        {
            return;
        }

        metrics.Identity(identity.Outcome);
        request.Identity = identity.Outcome;
        request.RenewsCookie = identity.ShouldRenew;
        request.Visitor = identity.Outcome == IdentityOutcome.Known ? identity.Visitor : cookie.NewId();
    }
}
