namespace EdgeGateway.Origins;

/// <summary>
/// The rest of YARP's pipeline (affinity, load balancing, passive health checks, forwarder) as one delegate, so that a
/// cache fill takes exactly the way to the origin that a passed request takes. Set once, when the pipeline is built.
/// </summary>
internal sealed class OriginGate
{
    private RequestDelegate? _forward;

    /// <summary>Sends a request with an <c>IReverseProxyFeature</c> to its origin.</summary>
    public RequestDelegate Forward => _forward ?? throw new InvalidOperationException("The proxy pipeline is not built yet.");

    public void Open(RequestDelegate forward) => _forward = forward;
}
