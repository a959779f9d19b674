using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>Names the call to the connection that will carry it, and names the refusal when the connection made one.</summary>
internal sealed class OriginCallHandler(HttpMessageHandler inner, HostMetrics metrics) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(OriginCall.InterimKey, out var interim);
        var call = new OriginCall(request.Headers.NonValidated.Contains("Upgrade"), interim);
        OriginCall.Current = call;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (call.Refusal != OriginRefusal.None)
        {
            metrics.OnOriginRefused(call.Refusal);
            throw new OriginRefusedException(call.Refusal, exception);
        }
    }
}
