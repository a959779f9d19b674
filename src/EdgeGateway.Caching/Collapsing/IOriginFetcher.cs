namespace EdgeGateway.Caching.Collapsing;

/// <summary>Fetches from the origin; the host implements it over its proxy.</summary>
public interface IOriginFetcher
{
    /// <summary>
    /// Sends the request and writes what comes back: status and headers first, then the body. Returning means that the
    /// response is complete and its framing proved that; any failure, a cut-off body above all, must throw.
    /// </summary>
    /// <param name="request">The cleaned request.</param>
    /// <param name="response">Takes the response.</param>
    /// <param name="cancellationToken">Time limits of the fill; never a visitor's token.</param>
    Task FetchAsync(OriginRequest request, OriginResponse response, CancellationToken cancellationToken);
}
