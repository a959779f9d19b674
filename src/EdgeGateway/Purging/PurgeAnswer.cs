using EdgeGateway.Api;
using EdgeGateway.Caching.Invalidation;

namespace EdgeGateway.Purging;

/// <summary>What a purge answers: the order as it was understood, how many responses it hit, and the first URLs of them.</summary>
internal static class PurgeAnswer
{
    public static Task WriteAsync(HttpContext context, SitePurger purger, PurgeOrder order)
    {
        var urls = new List<string>();
        var count = purger.Purge(order, urls);
        return ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteNumber("purged", count);
            json.WriteString("kind", order.Kind.ToString().ToLowerInvariant());
            json.WriteString("target", order.Target);
            json.WriteString("mode", order.Mode == PurgeMode.Soft ? "soft" : "hard");
            json.WriteStartArray("urls");
            foreach (var url in urls)
            {
                json.WriteStringValue(url);
            }

            json.WriteEndArray();
        });
    }
}
