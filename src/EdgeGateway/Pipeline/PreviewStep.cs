using EdgeGateway.Caching;
using EdgeGateway.Explaining;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Before step 1: a request with a valid preview token is answered as any other, and its answer says why in <c>Edge-Explain</c>. The
/// explanation is put on the way out, so the cache never meets it; the token is our own field or cookie, so neither key nor origin
/// does. An invalid token changes nothing and is counted.
/// </summary>
internal sealed class PreviewStep(RequestDelegate next, PreviewTokens tokens, PageCache cache, HostMetrics metrics, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (ReadToken(context.Request.Headers) is { } token)
        {
            var outcome = tokens.Check(token, PreviewHost.Of(context.Request), out _);
            metrics.OnPreview(outcome);
            if (outcome == PreviewOutcome.Valid)
            {
                Explain(context);
            }
        }

        return next(context);
    }

    // What the steps share goes back to its pool before a short answer leaves, so only what lives longer is kept here.
    private void Explain(HttpContext context)
    {
        var request = context.EdgeRequest();
        request.IsPreview = true;
        var route = request.Route;
        context.Response.OnStarting(() =>
        {
            var asked = CacheRequests.Create(context, new PageTarget(route, context.Request.Path.Value ?? "/"), time);
            context.Response.Headers[PreviewField.Name] = PreviewField.Of(route, cache.Explain(asked));

            // Caches on the way must not keep the explanation for others.
            context.Response.Headers.CacheControl = "private, no-store";
            return Task.CompletedTask;
        });
    }

    private static string? ReadToken(IHeaderDictionary headers)
    {
        if (headers[PreviewTokens.FieldName] is [{ } token])
        {
            return token;
        }

        foreach (var line in headers.Cookie)
        {
            if (line?.Contains(PreviewTokens.CookieName, StringComparison.Ordinal) == true && FindCookie(line) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static string? FindCookie(string line)
    {
        foreach (var pair in CookieHeader.Pairs(line))
        {
            if (pair.Name.SequenceEqual(PreviewTokens.CookieName))
            {
                return pair.Value.ToString();
            }
        }

        return null;
    }
}
