using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Site;

namespace EdgeGateway.Api;

/// <summary>
/// The height that slots reserve, as a style sheet: the slot's own selector with a <c>min-height</c>. A file, because a strict
/// Content-Security-Policy forbids styles in the page.
/// </summary>
internal static class SlotStyle
{
    public static async Task WriteAsync(HttpContext context)
    {
        var site = context.RequestServices.GetRequiredService<SiteState>().Current;
        var style = Encoding.UTF8.GetBytes(Of(site.Config.Slots));
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=300";
        headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(style).AsSpan(0, 8))}\"";
        if (context.Request.Headers.IfNoneMatch == headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        headers.ContentType = "text/css; charset=utf-8";
        headers.ContentLength = style.Length;
        await context.Response.Body.WriteAsync(style);
    }

    internal static string Of(IEnumerable<SlotDefinition> slots)
    {
        var style = new StringBuilder();
        foreach (var slot in slots)
        {
            if (slot.MinHeight is { } height)
            {
                var selector = slot.Marker is { } marker ? $"[data-edge-slot=\"{marker}\"]" : slot.Selector;
                style.Append(CultureInfo.InvariantCulture, $"{selector} {{ min-height: {height}; }}\n");
            }
        }

        return style.ToString();
    }
}
