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
        endpoints.MapGet("/_edge/client.js", OwnFiles.Script);
        endpoints.MapGet("/_edge/style.css", OwnFiles.Style);
        endpoints.MapGet("/.well-known/gpc.json", OwnFiles.GlobalPrivacyControl);
        endpoints.Map("/_edge/{**rest}", static context =>
            ApiAnswer.WriteProblemAsync(context, StatusCodes.Status404NotFound, $"There is no endpoint '{context.Request.Method} {context.Request.Path}'."));
    }

    private static RequestDelegate Run<T>(Func<T, HttpContext, Task> handle) where T : notnull =>
        context => handle(context.RequestServices.GetRequiredService<T>(), context);
}
