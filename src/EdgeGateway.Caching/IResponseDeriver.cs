using EdgeGateway.Caching.Storage;

namespace EdgeGateway.Caching;

/// <summary>
/// Computes derived content once per stored response, on the fill's task and never on a request's.
/// It may throw: the response is then served plain and the failure counted.
/// </summary>
public interface IResponseDeriver
{
    /// <summary>Derives content from a complete response, or null when there is nothing to derive.</summary>
    /// <param name="response">The complete response, about to be stored.</param>
    /// <param name="origin">What the host put into <see cref="CacheRequest.Origin"/>.</param>
    IDerivedContent? Derive(StoredResponse response, object? origin);
}
