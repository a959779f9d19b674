namespace EdgeGateway.DemoShop.Http;

/// <summary>An answer for one visitor: no cache keeps it.</summary>
internal sealed class PrivatePage(string content, string contentType = "text/html; charset=utf-8") : IResult
{
    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        MarkPrivate(httpContext.Response);
        httpContext.Response.StatusCode = StatusCode;
        httpContext.Response.ContentType = contentType;
        await httpContext.Response.WriteAsync(content, httpContext.RequestAborted);
    }

    public static void MarkPrivate(HttpResponse response) => response.Headers.CacheControl = "private, no-store";
}
