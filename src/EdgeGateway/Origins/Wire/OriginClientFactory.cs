using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Origins.Wire;

/// <summary>
/// YARP's clients with two additions: header bytes above 0x7F pass unchanged, and the responses of HTTP/1 connections are read
/// strictly. HTTP/2 frames its messages itself.
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

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new OriginCallHandler(base.WrapHandler(context, handler), metrics);
}
