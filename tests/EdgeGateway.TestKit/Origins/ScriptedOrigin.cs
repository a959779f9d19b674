using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.TestKit.Origins;

/// <summary>
/// A site made of raw sockets: it plays the bytes a script says, for each target, and keeps every request it got.
/// Connections are kept alive until a script ends one.
/// </summary>
public sealed class ScriptedOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Func<OriginExchange, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _connections = new();
    private readonly Task _accepting;
    private int _connectionCount;
    private bool _disposed;

    /// <summary>Listens at once.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    public ScriptedOrigin(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its address, without a path.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Answers targets without a script; a plain 404 at first.</summary>
    public Func<OriginExchange, Task> Otherwise { get; set; } =
        static exchange => exchange.AnswerAsync("No script.", "text/plain", "Cache-Control: no-store", "404 Not Found");

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyCollection<ReceivedRequest> Requests => _requests;

    /// <summary>How many requests a target got.</summary>
    public int CountOf(string target) => _requests.Count(request => request.Target == target);

    /// <summary>The requests of one target.</summary>
    public IReadOnlyList<ReceivedRequest> RequestsOf(string target) => [.. _requests.Where(request => request.Target == target)];

    /// <summary>Sets the script of an exact target (path and query as sent).</summary>
    public ScriptedOrigin On(string target, Func<OriginExchange, Task> script)
    {
        _scripts[target] = script;
        return this;
    }

    /// <summary>A whole answer for a target.</summary>
    public ScriptedOrigin Answer(
        string target, string body, string headers = "", string contentType = "text/html; charset=utf-8",
        string status = "200 OK") =>
        On(target, exchange => exchange.AnswerAsync(body, contentType, headers, status));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync();
        _listener.Stop();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }

        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _connections[client] = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var number = Interlocked.Increment(ref _connectionCount);
        await Task.Yield();
        using var owner = client;
        client.NoDelay = true;
        try
        {
            var stream = client.GetStream();
            var reader = new RequestReader(stream);
            while (await reader.ReadAsync(_stopping.Token) is { } request)
            {
                request.Connection = number;
                _requests.Enqueue(request);
                var exchange = new OriginExchange(request, stream, _stopping.Token);
                await (_scripts.TryGetValue(request.Target, out var script) ? script : Otherwise)(exchange);
                if (exchange.IsClosed)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The gateway closed the connection, or the test is over; what it received is recorded.
        }
        finally
        {
            _connections.TryRemove(client, out _);
        }
    }
}
