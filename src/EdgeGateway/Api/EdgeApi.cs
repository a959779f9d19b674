using Microsoft.AspNetCore.Connections;

namespace EdgeGateway.Api;

/// <summary>The gateway's own endpoints on the site's host, all below <c>/_edge/</c>. None of them ever reaches the origin.</summary>
internal static class EdgeApi
{
    public static void MapEdgeApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/_edge/events", Run<EventsEndpoint>(static (endpoint, context) => endpoint.PostAsync(context)));
        endpoints.MapGet("/_edge/consent", Run<ConsentEndpoint>(static (endpoint, context) => endpoint.GetAsync(context)));
        endpoints.MapPut("/_edge/consent", Run<ConsentEndpoint>(static (endpoint, context) => endpoint.PutAsync(context)));
        endpoints.MapDelete("/_edge/consent", Run<ConsentEndpoint>(static (endpoint, context) => endpoint.DeleteAsync(context)));
        endpoints.MapGet("/_edge/me", Run<MeEndpoint>(static (endpoint, context) => endpoint.GetAsync(context)));
        endpoints.MapDelete("/_edge/me", Run<MeEndpoint>(static (endpoint, context) => endpoint.DeleteAsync(context)));
        endpoints.MapGet("/_edge/recommendations", Run<RecommendationsEndpoint>(static (endpoint, context) => endpoint.GetAsync(context)));
        endpoints.MapGet("/_edge/preview", Run<PreviewEndpoint>(static (endpoint, context) => endpoint.GetAsync(context)));
        endpoints.MapGet("/_edge/client.js", OwnFiles.Script);
        endpoints.MapGet("/_edge/style.css", OwnFiles.Style);
        endpoints.MapGet("/_edge/slots.css", SlotStyle.WriteAsync);
        endpoints.MapGet("/.well-known/gpc.json", OwnFiles.GlobalPrivacyControl);
        endpoints.Map("/_edge/{**rest}", static context =>
            ApiAnswer.WriteProblemAsync(context, StatusCodes.Status404NotFound, $"There is no endpoint '{context.Request.Method} {context.Request.Path}'."));
    }

    private static RequestDelegate Run<T>(Func<T, HttpContext, Task> handle) where T : notnull =>
        async context =>
        {
            try
            {
                await handle(context.RequestServices.GetRequiredService<T>(), context);
            }
            catch (IOException exception) when (IsDiskFailure(exception, context))
            {
                // The journal says in the log what is wrong with the disk; nothing of this request was acknowledged.
                context.Response.Headers.RetryAfter = "1";
                await ApiAnswer.WriteProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "This cannot be stored at the moment; send it again.");
            }
        };

    // Requests that break off and bad framing are I/O errors too, and Kestrel's business.
    private static bool IsDiskFailure(IOException exception, HttpContext context) =>
        exception is not (BadHttpRequestException or ConnectionResetException)
        && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
}
