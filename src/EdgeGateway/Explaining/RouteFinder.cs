using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Explaining;

/// <summary>Finds the proxy route of a request that nobody sent: the site's own routing, ending where it would be served. Set once, at start.</summary>
internal sealed class RouteFinder
{
    private RequestDelegate? _route;

    public void Open(WebApplication site)
    {
        var branch = ((IApplicationBuilder)site).New();
        branch.UseRouting();
        branch.Use(static (HttpContext _, RequestDelegate _) => Task.CompletedTask);
        branch.UseEndpoints(endpoints =>
        {
            foreach (var source in ((IEndpointRouteBuilder)site).DataSources)
            {
                endpoints.DataSources.Add(source);
            }
        });
        _route = branch.Build();
    }

    /// <summary>The id of the route; null when the site answers by itself or not at all.</summary>
    public async Task<string?> FindAsync(HttpContext context)
    {
        await (_route ?? throw new InvalidOperationException("The site is not built yet."))(context);
        return context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.RouteId;
    }
}
