using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Pipeline;

/// <summary>Finds what the steps of a request share.</summary>
internal static class EdgeRequestExtensions
{
    /// <exception cref="InvalidOperationException">The pipeline's first step has not run.</exception>
    public static EdgeRequestFeature EdgeRequest(this HttpContext context) => context.Features.GetRequiredFeature<EdgeRequestFeature>();
}
