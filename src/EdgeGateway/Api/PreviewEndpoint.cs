using EdgeGateway.Explaining;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Api;

/// <summary><c>/_edge/preview?token=…&amp;to=/path</c>: a link that turns explanations on for one browser, until the token expires.</summary>
internal sealed class PreviewEndpoint(PreviewTokens tokens, HostMetrics metrics, TimeProvider time)
{
    public Task GetAsync(HttpContext context)
    {
        var token = context.Request.Query["token"].ToString();
        var to = context.Request.Query["to"].ToString();
        var outcome = tokens.Check(token, PreviewHost.Of(context.Request), out var expires);
        metrics.OnPreview(outcome);
        if (outcome != PreviewOutcome.Valid)
        {
            return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden,
                $"The preview token is {outcome.ToText()}; make a new one with 'edge-gateway preview'.");
        }

        context.Response.Cookies.Append(PreviewTokens.CookieName, token, new CookieOptions
        {
            Path = "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = expires - time.GetUtcNow(),
        });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = IsLocal(to) ? to : "/";
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    // Never to another site: neither //host nor /\host, which browsers read alike.
    private static bool IsLocal(string to) =>
        to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.AsSpan().ContainsAnyInRange('\0', '\x1f') && to.All(char.IsAscii);
}
