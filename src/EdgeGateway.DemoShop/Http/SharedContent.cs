using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.DemoShop.Http;

/// <summary>
/// An answer that is the same for everyone: cacheable by all, with validators and 304 (RFC 9110 section 13, RFC 9111).
/// </summary>
/// <param name="body">The complete content.</param>
/// <param name="contentType">Its type.</param>
/// <param name="maxAge">How long it may be used without asking again.</param>
/// <param name="modified">When it last changed.</param>
internal sealed class SharedContent(byte[] body, string contentType, TimeSpan maxAge, DateTimeOffset modified) : IResult
{
    /// <summary>
    /// Prices and stock may be a minute old: nobody is harmed, since the cart and the checkout always ask again, and a
    /// cache in front then answers a crowd with one request a minute per page.
    /// </summary>
    public static readonly TimeSpan Page = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan Image = TimeSpan.FromDays(1);

    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"");
        var headers = httpContext.Response.GetTypedHeaders();
        headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = maxAge };
        headers.ETag = tag;
        headers.LastModified = modified;
        if (StatusCode == StatusCodes.Status200OK && IsUnchanged(httpContext.Request.GetTypedHeaders(), tag))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        httpContext.Response.StatusCode = StatusCode;
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>If-None-Match decides alone when present (RFC 9110 section 13.2.2).</summary>
    private bool IsUnchanged(RequestHeaders request, EntityTagHeaderValue tag) => request.IfNoneMatch.Count > 0
        ? request.IfNoneMatch.Any(
            known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
        : request.IfModifiedSince is { } since && modified <= since;
}
