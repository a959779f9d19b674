using System.Security.Cryptography;

namespace EdgeGateway.Api;

/// <summary>The gateway's few static files, read once from the program folder and answered with validators.</summary>
internal static class OwnFiles
{
    public static RequestDelegate Script { get; } = Create("client.js", "text/javascript; charset=utf-8");

    public static RequestDelegate Style { get; } = Create("style.css", "text/css; charset=utf-8");

    public static RequestDelegate ConsoleStyle { get; } = Create("console.css", "text/css; charset=utf-8");

    /// <summary>States that the site honours Global Privacy Control (https://w3c.github.io/gpc/, section 3.2).</summary>
    public static Task GlobalPrivacyControl(HttpContext context) =>
        ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, static json =>
        {
            json.WriteBoolean("gpc", true);
            json.WriteString("lastUpdate", "2026-11-20");
        });

    private static RequestDelegate Create(string name, string type)
    {
        var file = new Lazy<(byte[] Bytes, string ETag)>(() =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Assets", name));
            return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
        });
        return context =>
        {
            var headers = context.Response.Headers;
            headers.CacheControl = "public, max-age=300";
            headers.ETag = file.Value.ETag;
            if (context.Request.Headers.IfNoneMatch == file.Value.ETag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            headers.ContentType = type;
            headers.ContentLength = file.Value.Bytes.Length;
            return context.Response.Body.WriteAsync(file.Value.Bytes).AsTask();
        };
    }
}
