using System.Buffers;
using System.IO.Pipelines;
using EdgeGateway.Pipeline;
using Microsoft.AspNetCore.Connections.Features;

namespace EdgeGateway.Origins.Wire;

/// <summary>
/// Writes interim responses to a waiting HTTP/1.1 client. Kestrel has no way to send them, so they go straight into the
/// connection's output, which is safe for as long as nobody else writes there: the request has no body (a read of it might
/// send a 100), the answers before it are flushed, its own has not started. Before that starts, <see cref="CloseAsync"/> has waited
/// for the last flush, and whatever comes later is dropped.
/// </summary>
internal sealed class InterimRelay
{
    private readonly Lock _gate = new();
    private PipeWriter? _output;
    private Task _flushing = Task.CompletedTask;

    private InterimRelay(PipeWriter output) => _output = output;

    /// <summary>What takes the heads for a request; null where they cannot be sent: HTTP/1.0, HTTP/2, a body, a response under way.</summary>
    public static Action<ReadOnlyMemory<byte>>? Open(HttpContext context)
    {
        if (context.Request.Protocol != HttpProtocol.Http11 || RequestRules.HasBody(context.Request.Headers) || context.Response.HasStarted
            || context.Features.Get<IConnectionTransportFeature>() is not { } connection)
        {
            return null;
        }

        var relay = new InterimRelay(connection.Transport.Output);
        context.Response.OnStarting(static state => ((InterimRelay)state).CloseAsync(), relay);
        return relay.Pass;
    }

    private void Pass(ReadOnlyMemory<byte> head)
    {
        var bytes = InterimHead.ForClient(head.Span);
        lock (_gate)
        {
            if (_output is not { } output)
            {
                return;
            }

            try
            {
                output.Write(bytes);
                if (_flushing.IsCompleted)
                {
                    _flushing = output.FlushAsync().AsTask();
                }
            }
            catch (InvalidOperationException)
            {
                // The client left and its connection is closed.
                _output = null;
            }
        }
    }

    private async Task CloseAsync()
    {
        PipeWriter? output;
        lock (_gate)
        {
            (output, _output) = (_output, null);
        }

        if (output is not null)
        {
            await _flushing;
            await output.FlushAsync();
        }
    }
}
