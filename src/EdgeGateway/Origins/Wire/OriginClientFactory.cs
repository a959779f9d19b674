using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Origins.Wire;

/// <summary>
/// YARP's clients with three additions: header bytes above 0x7F pass unchanged, the responses of HTTP/1 connections are read
/// strictly (HTTP/2 frames its messages itself), and fetches for the shared cache have connections of their own.
/// </summary>
internal sealed class OriginClientFactory(ILogger<ForwarderHttpClientFactory> logger, HostMetrics metrics) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1;
        handler.ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1;
        handler.PlaintextStreamFilter = static (connection, _) => ValueTask.FromResult<Stream>(
            connection.NegotiatedHttpVersion.Major < 2 ? new OriginStream(connection.PlaintextStream) : connection.PlaintextStream);
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler)
    {
        var shared = new SocketsHttpHandler
        {
            // What YARP sets for its own.
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = (handler as SocketsHttpHandler)?.ActivityHeadersPropagator,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        ConfigureHandler(context, shared);
        return new OriginCallHandler(base.WrapHandler(context, handler), base.WrapHandler(context, shared), metrics);
    }
}
