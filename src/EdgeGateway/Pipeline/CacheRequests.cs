using EdgeGateway.Caching;
using EdgeGateway.Site;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Pipeline;

/// <summary>Makes of an HTTP request what the cache looks at; the same for serving and for explaining.</summary>
internal static class CacheRequests
{
    public static CacheRequest Create(HttpContext context, PageTarget target, TimeProvider time, EdgeRequestFeature? interim = null) => new()
    {
        Method = context.Request.Method,
        Scheme = context.Request.Scheme,
        Host = context.Request.Host.Value ?? "",
        Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Headers = context.Request.Headers,
        Policy = target.Route.Policy,
        Device = target.Route.Key.DeviceOf(context.Request.Headers),
        Country = target.Route.Key.CountryOf(context.Request.Headers),
        SegmentBits = target.Route.Key.SegmentsOf(context.Request.Headers, target.Path, time),
        Partition = target.Route.ClusterId,
        Interim = interim,
        Origin = target,
    };
}
