using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 2: who is this, and what may we know of them. Reads cookies and client hints; writes visitor, consent and context.
/// A bot, a visitor without consent and an unreadable cookie are all anonymous.
/// </summary>
internal sealed class IdentityStep(RequestDelegate next, VisitorCookie cookie)
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
        if (request.Context.IsBot || !request.Consent.Allows(Purposes.Analytics) && !request.Consent.Allows(Purposes.Personalisation))
        {
            return;
        }

        var identity = cookie.Read(headers.Cookie);
        request.Identity = identity.Outcome;
        request.Visitor = identity.Outcome == IdentityOutcome.Known ? identity.Visitor : cookie.NewId();
    }
}
