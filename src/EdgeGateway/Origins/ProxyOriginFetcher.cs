using EdgeGateway.Caching.Collapsing;
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

        var context = FetchContext.Create(request, response, services, cancellationToken);
        context.Features.Set<IReverseProxyFeature>(new ReverseProxyFeature
        {
            Route = model,
            Cluster = cluster.Model,
            AllDestinations = cluster.DestinationsState.AllDestinations,
            AvailableDestinations = cluster.DestinationsState.AvailableDestinations,
        });
        await gate.Forward(context);
        if (context.Features.Get<IForwarderErrorFeature>() is { } error)
        {
            throw new OriginFetchException($"The origin of route '{route.Id}' gave no complete answer: {error.Error}.", error.Exception);
        }

        response.Start();
    }
}
