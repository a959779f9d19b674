using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>
/// Names the call to the connection that will carry it, and names the refusal when the connection made one. Fetches for the
/// shared cache have connections of their own: whatever an origin leaves behind on one that carried somebody's own answer, it
/// cannot be stored for all.
/// </summary>
internal sealed class OriginCallHandler(HttpMessageHandler own, HttpMessageHandler shared, HostMetrics metrics) : DelegatingHandler(own)
{
    private readonly HttpMessageInvoker _shared = new(shared);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(OriginCall.InterimKey, out var interim);
        var call = new OriginCall(request.Method, request.Headers.NonValidated.Contains("Upgrade"), interim);
        OriginCall.Current = call;
        try
        {
            return request.Options.TryGetValue(OriginCall.IsSharedKey, out var isShared) && isShared
                ? await _shared.SendAsync(request, cancellationToken)
                : await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (call.Refusal != OriginRefusal.None)
        {
            metrics.OnOriginRefused(call.Refusal);
            throw new OriginRefusedException(call.Refusal, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _shared.Dispose();
        }

        base.Dispose(disposing);
    }
}
