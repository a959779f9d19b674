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

    /// <summary>
    /// Bytes from which derived content can be made again quicker than by <see cref="Derive"/>, to stand on disk beside the
    /// response; null, the default, when it is as quick to derive it anew. Begin them with a version.
    /// </summary>
    /// <param name="content">What <see cref="Derive"/> gave, or what replaced it.</param>
    byte[]? Save(IDerivedContent content) => null;

    /// <summary>
    /// Makes derived content again from what <see cref="Save"/> gave, perhaps in an earlier process under another configuration;
    /// null, the default, to have it derived anew.
    /// </summary>
    /// <param name="response">The response, with the body it was derived from.</param>
    /// <param name="saved">The bytes, undamaged.</param>
    /// <param name="origin">What the host put into <see cref="CacheRequest.Origin"/> of the request that asks now.</param>
    IDerivedContent? Restore(StoredResponse response, ReadOnlyMemory<byte> saved, object? origin) => null;
}
