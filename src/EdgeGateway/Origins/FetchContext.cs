using EdgeGateway.Caching.Collapsing;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Origins;

/// <summary>Builds the context of a cache fetch: the cleaned request in, the cache's own response sink out.</summary>
internal static class FetchContext
{
    public static HttpContext Create(OriginRequest request, OriginResponse response, IServiceProvider services, CancellationToken limit)
    {
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        request.Headers.Host = request.Host;
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Method = request.Method,
            Scheme = request.Scheme,
            Path = Uri.UnescapeDataString(query < 0 ? request.Target : request.Target[..query]),
            QueryString = query < 0 ? "" : request.Target[query..],
            RawTarget = request.Target,
            Headers = request.Headers,
        });
        features.Set<IHttpResponseFeature>(new FetchResponseFeature(response));
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(response.Body));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = limit });
        features.Set(request);
        features.Set(response);

        // YARP takes any other value for a response that somebody has already begun.
        response.StatusCode = StatusCodes.Status200OK;
        return new DefaultHttpContext(features) { RequestServices = services };
    }

    /// <summary>Writes status and headers straight into the cache's sink.</summary>
    private sealed class FetchResponseFeature(OriginResponse response) : IHttpResponseFeature
    {
        public int StatusCode
        {
            get => response.StatusCode;
            set => response.StatusCode = value;
        }

        public string? ReasonPhrase { get; set; }

        public IHeaderDictionary Headers
        {
            get => response.Headers;
            set => throw new NotSupportedException("The headers of a fetch are the cache's own.");
        }

        public Stream Body
        {
            get => response.Body;
            set => throw new NotSupportedException("The body of a fetch is the cache's own.");
        }

        public bool HasStarted => response.HasStarted;

        public void OnStarting(Func<object, Task> callback, object state)
        {
        }

        public void OnCompleted(Func<object, Task> callback, object state)
        {
        }
    }
}
