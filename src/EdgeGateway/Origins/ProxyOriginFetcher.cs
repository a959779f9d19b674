using EdgeGateway.Caching.Collapsing;
using EdgeGateway.Origins.Wire;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Origins;

/// <summary>
/// Fetches for the page cache through YARP: a synthetic context with the cleaned request goes the way every passed request
/// goes, so load balancing, health checks and the route's transforms apply. No visitor's context is involved, so none that
/// leaves can end the fetch and nothing of theirs can be in it.
/// </summary>
internal sealed class ProxyOriginFetcher(IProxyStateLookup proxy, OriginGate gate, IServiceProvider services) : IOriginFetcher
{
    public async Task FetchAsync(OriginRequest request, OriginResponse response, CancellationToken cancellationToken)
    {
        var route = ((PageTarget)request.Origin!).Route;
        if (!proxy.TryGetRoute(route.Id, out var model) || model.Cluster is not { } cluster)
        {
            throw new OriginFetchException($"The route '{route.Id}' has no cluster any more.", inner: null);
        }

        var way = new ReverseProxyFeature
        {
            Route = model,
            Cluster = cluster.Model,
            AllDestinations = cluster.DestinationsState.AllDestinations,
            AvailableDestinations = cluster.DestinationsState.AvailableDestinations,
        };
        var untried = way.AvailableDestinations;
        var error = await ForwardAsync(request, response, way, cancellationToken);
        while (error is not null && WasNeverSent(error))
        {
            untried = [.. untried.Where(destination => destination != way.ProxiedDestination)];
            if (untried.Count == 0)
            {
                break;
            }

            // Balancing has left the chosen one alone there.
            way.AvailableDestinations = untried;
            error = await ForwardAsync(request, response, way, cancellationToken);
        }

        if (error is not null)
        {
            var why = error.Exception is OriginRefusedException refused ? refused.Refusal.ToText() : error.Error.ToString();
            throw new OriginFetchException($"The origin of route '{route.Id}' gave no complete answer: {why}.", error.Exception);
        }

        response.Start();
    }

    private async Task<IForwarderErrorFeature?> ForwardAsync(
        OriginRequest request, OriginResponse response, ReverseProxyFeature way, CancellationToken cancellationToken)
    {
        response.Headers.Clear();
        var context = FetchContext.Create(request, response, services, cancellationToken);
        context.Features.Set<IReverseProxyFeature>(way);
        await gate.Forward(context);
        return context.Features.Get<IForwarderErrorFeature>();
    }

    /// <summary>No connection came about, so another destination may be asked: no origin has seen the request.</summary>
    private static bool WasNeverSent(IForwarderErrorFeature error) => error.Exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
