using System.Net.Http.Headers;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Origins;

/// <summary>Takes the gateway's own cookies out of what an origin receives: it learns nothing of the visitor from us.</summary>
internal sealed class VisitorDataTransform : ITransformProvider
{
    private const string Cookie = "Cookie";

    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(RemoveOwnCookies);

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static ValueTask RemoveOwnCookies(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        if (headers.NonValidated.TryGetValues(Cookie, out var lines))
        {
            var kept = lines.Select(WithoutOwn).Where(line => line.Length > 0).ToList();
            headers.Remove(Cookie);
            AddBack(headers, kept);
        }

        return ValueTask.CompletedTask;
    }

    private static void AddBack(HttpRequestHeaders headers, List<string> lines)
    {
        if (lines.Count > 0)
        {
            headers.TryAddWithoutValidation(Cookie, lines);
        }
    }

    private static string WithoutOwn(string line) =>
        line.Contains("edge_", StringComparison.Ordinal)
            ? string.Join("; ", line.Split(';', StringSplitOptions.TrimEntries).Where(pair => !IsOwn(pair)))
            : line;

    private static bool IsOwn(string pair) =>
        pair.AsSpan().StartsWith(VisitorCookie.Name + "=") || pair.AsSpan().StartsWith(ConsentReader.CookieName + "=");
}
