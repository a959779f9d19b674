using System.Text;
using System.Text.Encodings.Web;

namespace EdgeGateway.Admin;

/// <summary>The operators' first page: the status report as a table, everything from the system escaped as text.</summary>
internal static class ConsolePage
{
    public static Task WriteAsync(HttpContext context, StatusReport report)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width"><title>EdgeGateway</title><link rel="stylesheet" href="/console.css"></head>
            <body><header><h1>EdgeGateway</h1><nav><a href="/metrics">metrics</a> <a href="/api/status">status as JSON</a></nav></header><main>
            """);
        foreach (var section in report.Sections())
        {
            page.Append("<section><h2>").Append(HtmlEncoder.Default.Encode(section.Name)).Append("</h2><table>");
            foreach (var fact in section.Facts)
            {
                page.Append("<tr><th>").Append(HtmlEncoder.Default.Encode(fact.Name))
                    .Append("</th><td>").Append(HtmlEncoder.Default.Encode(fact.Value)).Append("</td></tr>");
            }

            page.Append("</table></section>");
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(page.Append("</main></body></html>").ToString(), context.RequestAborted);
    }
}
