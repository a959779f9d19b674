using EdgeGateway.Api;
using EdgeGateway.Explaining;
using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Admin;

/// <summary>
/// <c>GET /api/cache/explain?url=…&amp;header=Name:%20value</c>: what the running gateway holds for a request, as JSON, or as lines for
/// <c>Accept: text/plain</c>.
/// </summary>
internal static class ExplainEndpoint
{
    private static readonly string[] Known = ["url", "header"];

    public static async Task GetAsync(HttpContext context, SiteExplainer explainer)
    {
        var query = context.Request.Query;
        if (query.Keys.FirstOrDefault(static name => !Known.Contains(name)) is { } unknown)
        {
            await ApiAnswer.WriteProblemAsync(
                context, StatusCodes.Status400BadRequest, $"The parameter '{unknown}' is unknown; accepted are url and header.{NearMiss.Hint(unknown, Known)}");
            return;
        }

        var url = query["url"].ToString();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, $"The URL '{url}' is not accepted; it must be absolute, such as url=http://shop.test/product/1.");
            return;
        }

        var headers = new HeaderDictionary();
        foreach (var header in query["header"])
        {
            if (header?.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
            {
                await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, $"The header '{header}' is not accepted; it must be 'Name: value'.");
                return;
            }

            headers.Append(header[..colon].Trim(), header[(colon + 1)..].Trim());
        }

        await AnswerAsync(context, url, await explainer.ExplainAsync(url, headers));
    }

    private static Task AnswerAsync(
        HttpContext context, string url, (Site.SiteRoute Route, Caching.Explaining.CacheExplanation Explanation)? found)
    {
        if (found is not { } explained)
        {
            return ApiAnswer.WriteProblemAsync(context, StatusCodes.Status404NotFound, $"No route of the configuration takes '{url}'.");
        }

        if (context.Request.Headers.Accept != "text/plain")
        {
            return ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json => ExplanationJson.Write(json, explained.Route, explained.Explanation));
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            string.Join('\n', ExplanationText.Of(explained.Route, explained.Explanation).Prepend(url)) + "\n", context.RequestAborted);
    }
}
