using System.Globalization;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Pipeline;

/// <summary>What the method and the header fields of a request may say, beyond what Kestrel's parser has refused already.</summary>
internal static class RequestRules
{
    private const string Chunked = "chunked";

    public static RequestRefusal Check(HttpRequest request)
    {
        var headers = request.Headers;
        if (IsRefusedMethod(request))
        {
            return RequestRefusal.Method;
        }

        if (headers.TransferEncoding is { Count: > 0 } codings && CheckFraming(request, codings) is var refusal && refusal != RequestRefusal.None)
        {
            return refusal;
        }

        if (HttpProtocol.IsHttp2(request.Protocol) && IsForConnections(headers))
        {
            return RequestRefusal.ConnectionField;
        }

        if (headers.Expect is { Count: > 0 } expect && !Is(expect, "100-continue"))
        {
            return RequestRefusal.Expectation;
        }

        return IsHost(request.Host.Value) ? RequestRefusal.None : RequestRefusal.Host;
    }

    /// <summary>A GET with a body means different things to different origins, and the body is in no key.</summary>
    public static bool HasBody(IHeaderDictionary headers) => headers.TransferEncoding.Count > 0 || headers.ContentLength is > 0;

    private static bool IsRefusedMethod(HttpRequest request) =>
        request.Method is "TRACE" or "TRACK"
        || (request.Method is "CONNECT" && request.HttpContext.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect != true);

    /// <summary>Kestrel refuses <c>Connection</c> itself.</summary>
    private static bool IsForConnections(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0 || headers.Upgrade.Count > 0 || headers.KeepAlive.Count > 0 || headers.ContainsKey("Proxy-Connection");

    private static RequestRefusal CheckFraming(HttpRequest request, StringValues codings)
    {
        if (!Is(codings, Chunked) || request.Protocol == HttpProtocol.Http10)
        {
            return RequestRefusal.TransferCoding;
        }

        // Kestrel has put a Content-Length that came along aside under this name.
        return request.Headers.ContainsKey("X-Content-Length") ? RequestRefusal.TwoFramings : RequestRefusal.None;
    }

    private static bool Is(StringValues values, string only) =>
        values is [{ } value] && value.Equals(only, StringComparison.OrdinalIgnoreCase);

    private static bool IsHost(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return false;
        }

        var colon = host.LastIndexOf(':');
        return colon < 0 || host[^1] == ']' || IsPort(host.AsSpan(colon + 1));
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
}
