using EdgeGateway.Api;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Site;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Purging;

/// <summary>
/// <c>PURGE /path</c> on the site's listener, before routing: a route that takes GET alone has pages to purge as well. It is never
/// forwarded: an origin that purges for whoever asks would be open to all visitors through us.
/// </summary>
internal sealed class PurgeMethod(RequestDelegate next, SitePurger purger, SiteState site, PurgeRefusals refusals)
{
    public const string Name = "PURGE";

    public Task InvokeAsync(HttpContext context) => context.Request.Method == Name ? PurgeAsync(context) : next(context);

    private Task PurgeAsync(HttpContext context)
    {
        if (site.Current.Config.Cache.PurgeKey is not { } key)
        {
            context.Response.Headers.Allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
            return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status405MethodNotAllowed, "PURGE is not allowed here.");
        }

        if (!key.IsPresented(context.Request.Headers))
        {
            return RefuseAsync(context);
        }

        var mode = context.Request.Headers["Edge-Purge-Mode"].ToString();
        return mode is "" or "hard" or "soft"
            ? PurgeAnswer.WriteAsync(context, purger, new PurgeOrder(PurgeKind.Url, UrlOf(context), mode == "soft" ? PurgeMode.Soft : PurgeMode.Hard))
            : ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, $"The value '{mode}' of Edge-Purge-Mode is not accepted; it must be hard or soft.");
    }

    // The right key is never limited, so nobody who guesses can keep it out.
    private Task RefuseAsync(HttpContext context)
    {
        if (refusals.TryCount())
        {
            return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden, "The purge key is missing or wrong; send it as 'Authorization: Bearer KEY' or 'Edge-Purge-Key: KEY'.");
        }

        context.Response.Headers.RetryAfter = "1";
        return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong purge keys; try again later.");
    }

    private static string UrlOf(HttpContext context) =>
        $"{context.Request.Scheme}://{context.Request.Host.Value}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}";
}
