using System.Text.Json;
using EdgeGateway.Admin.Metrics;
using EdgeGateway.Api;
using EdgeGateway.Events;
using EdgeGateway.Events.Counters;
using EdgeGateway.Explaining;
using EdgeGateway.Hosting;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Purging;
using EdgeGateway.Site;

namespace EdgeGateway.Admin;

/// <summary>What the admin listener answers.</summary>
internal static class AdminEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints, Readiness readiness)
    {
        endpoints.MapGet("/healthz", static context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        endpoints.MapGet("/readyz", context =>
        {
            context.Response.StatusCode = readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(readiness.IsReady ? "ready\n" : "not ready\n", context.RequestAborted);
        });
    }

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, PrometheusExporter exporter) =>
        endpoints.MapGet("/metrics", context =>
        {
            context.Response.ContentType = PrometheusExporter.ContentType;
            return context.Response.WriteAsync(exporter.Scrape(), context.RequestAborted);
        });

    public static void MapErase(this IEndpointRouteBuilder endpoints, VisitorErasure erasure) =>
        endpoints.MapPost("/api/erase", async context =>
        {
            if (!VisitorId.TryParse(context.Request.Query["visitor"], out var visitor))
            {
                await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, $"The visitor '{context.Request.Query["visitor"]}' is not accepted; it must be 32 hexadecimal digits.");
                return;
            }

            await erasure.EraseAsync(visitor, context.RequestAborted);
            await ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, static json => json.WriteBoolean("erased", true));
        });

    public static void MapItems(this IEndpointRouteBuilder endpoints, EventLog events) =>
        endpoints.MapGet("/api/items", context =>
        {
            var items = context.Request.Query["item"];
            return ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json =>
            {
                json.WriteNumber("known", events.Items.Count);
                json.WriteStartArray("items");
                foreach (var item in items)
                {
                    WriteItem(json, item ?? "", events.Items.Find(item));
                }

                json.WriteEndArray();
            });
        });

    public static void MapStatus(this IEndpointRouteBuilder endpoints, StatusReport report)
    {
        endpoints.MapGet("/", context => ConsolePage.WriteAsync(context, report));
        endpoints.MapGet("/console.css", OwnFiles.ConsoleStyle);
        endpoints.MapGet("/api/status", context => ApiAnswer.WriteJsonAsync(context, StatusCodes.Status200OK, json =>
        {
            foreach (var section in report.Sections())
            {
                json.WriteStartArray(section.Name);
                foreach (var fact in section.Facts)
                {
                    json.WriteStartObject();
                    json.WriteString("name", fact.Name);
                    json.WriteString("value", fact.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        }));
    }

    public static void MapReload(this IEndpointRouteBuilder endpoints, SiteReloader reloader) =>
        endpoints.MapPost("/api/reload", async context =>
        {
            var report = await reloader.ReloadAsync(context.RequestAborted);
            await ApiAnswer.WriteJsonAsync(context, report.Accepted ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, json =>
            {
                json.WriteBoolean("accepted", report.Accepted);
                json.WriteStartArray("problems");
                foreach (var problem in report.Problems)
                {
                    json.WriteStringValue(problem);
                }

                json.WriteEndArray();
            });
        });

    public static void MapPurge(this IEndpointRouteBuilder endpoints, SitePurger purger) =>
        endpoints.MapPost("/api/cache/purge", context => PurgeOrder.Read(context.Request.Query, out var problem) is { } order
            ? PurgeAnswer.WriteAsync(context, purger, order)
            : ApiAnswer.WriteProblemAsync(context, StatusCodes.Status400BadRequest, problem));

    public static void MapExplain(this IEndpointRouteBuilder endpoints, SiteExplainer explainer) =>
        endpoints.MapGet("/api/cache/explain", context => ExplainEndpoint.GetAsync(context, explainer));

    private static void WriteItem(Utf8JsonWriter json, string item, in ItemCounts counts)
    {
        json.WriteStartObject();
        json.WriteString("item", item);
        json.WriteNumber("views", counts.Views);
        json.WriteNumber("clicks", counts.Clicks);
        json.WriteNumber("impressions", counts.Impressions);
        json.WriteNumber("carts", counts.Carts);
        json.WriteNumber("purchases", counts.Purchases);
        json.WriteEndObject();
    }
}
