using System.Text;

namespace EdgeGateway.Pipeline;

/// <summary>The page a visitor sees when there is nothing to show: plain, uncacheable, with the id to quote to support.</summary>
internal static class ErrorPage
{
    public static Task WriteAsync(HttpContext context, int status, string reason, bool endConnection = false)
    {
        var response = context.Response;
        response.Clear();
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Request-Id"] = context.TraceIdentifier;
        if (endConnection)
        {
            response.Headers.Connection = "close";
        }

        var body = Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{Title(status)}</title></head>
            <body><h1>{Title(status)}</h1><p>Please try again in a moment.</p>
            <p><small>Request {context.TraceIdentifier}, {reason.ToLowerInvariant()}</small></p></body></html>
            """);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "400 The request has no clear meaning",
        StatusCodes.Status405MethodNotAllowed => "405 The method is not accepted",
        StatusCodes.Status417ExpectationFailed => "417 The expectation is not accepted",
        StatusCodes.Status502BadGateway => "502 The site cannot be reached",
        StatusCodes.Status503ServiceUnavailable => "503 The site is not available",
        StatusCodes.Status504GatewayTimeout => "504 The site did not answer in time",
        _ => $"{status} Something went wrong",
    };
}
