using System.Net;
using EdgeGateway.Api;

namespace EdgeGateway.Admin;

/// <summary>
/// Refuses what a browser could be tricked into sending to a loopback listener: a foreign Host (DNS rebinding) and a foreign
/// Origin (cross-site requests).
/// </summary>
internal sealed class AdminGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (host != "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
        {
            return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status421MisdirectedRequest,
                $"The host '{host}' is not accepted; it must be localhost or a loopback address.");
        }

        if (!SameSite.Allows(context.Request))
        {
            return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status403Forbidden, "Requests from other sites are not accepted.");
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
        return next(context);
    }
}
