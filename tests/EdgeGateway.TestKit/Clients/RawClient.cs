using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.TestKit.Clients;

/// <summary>One connection that sends exactly the bytes it is told and reads responses byte for byte.</summary>
public sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient _client;
    private readonly Stream _stream;
    private readonly WireReader _wire;
    private readonly string _host;

    private RawClient(TcpClient client, Stream stream, string host)
    {
        _client = client;
        _stream = stream;
        _wire = new WireReader(stream);
        _host = host;
    }

    /// <summary>Opens a connection.</summary>
    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        return new RawClient(client, client.GetStream(), address.Authority);
    }

    /// <summary>Opens a connection with TLS to a site whose certificate is this one.</summary>
    public static async Task<RawClient> ConnectTlsAsync(Uri address, string thumbprint)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint);
        await stream.AuthenticateAsClientAsync("site.test");
        return new RawClient(client, stream, address.Authority);
    }

    /// <summary>One request on a connection of its own.</summary>
    public static async Task<RawResponse> GetAsync(Uri address, string target, string headers = "")
    {
        using var client = await ConnectAsync(address);
        return await client.RequestAsync("GET", target, headers);
    }

    /// <summary>One request with any method and body on a connection of its own.</summary>
    public static async Task<RawResponse> SendAsync(
        Uri address, string method, string target, string headers = "", string? body = null)
    {
        using var client = await ConnectAsync(address);
        return await client.RequestAsync(method, target, headers, body);
    }

    /// <summary>
    /// Sends a request with a Host field, these header lines (each with or without a final CRLF) and reads the answer.
    /// </summary>
    public async Task<RawResponse> RequestAsync(string method, string target, string headers = "", string? body = null)
    {
        await WriteRequestAsync(method, target, headers, body);
        return await ReadFinalAsync(method);
    }

    /// <summary>Sends a request without reading.</summary>
    public Task WriteRequestAsync(string method, string target, string headers = "", string? body = null)
    {
        var lines = headers.Length == 0 || headers.EndsWith("\r\n", StringComparison.Ordinal) ? headers : headers + "\r\n";
        var text = body is null ? null : Encoding.UTF8.GetBytes(body);
        var length = text is null ? "" : $"Content-Length: {text.Length}\r\n";
        var head = Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {_host}\r\n{lines}{length}\r\n");
        return WriteAsync(text is null ? head : [.. head, .. text]);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Reads one response to a request of this method.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before the head was whole.</exception>
    public async Task<RawResponse> ReadAsync(string method = "GET")
    {
        using var limit = new CancellationTokenSource(Patience);
        var head = await _wire.ReadHeadAsync(limit.Token)
            ?? throw new EndOfStreamException("The connection ended without a response.");
        var bare = new RawResponse(Encoding.Latin1.GetString(head), [], IsComplete: true);
        if (method == "HEAD" || bare.Status is 204 or 304 or < 200)
        {
            return bare;
        }

        var (body, whole) = await ReadBodyAsync(bare, limit.Token);
        return bare with { Body = body, IsComplete = whole };
    }

    /// <summary>Reads responses until the final one, or one that changes the protocol.</summary>
    public async Task<RawResponse> ReadFinalAsync(string method = "GET")
    {
        var interim = "";
        var answer = await ReadAsync(method);
        while (answer.Status is < 200 and not 101)
        {
            interim += answer.Head;
            answer = await ReadAsync(method);
        }

        return answer with { Interim = interim };
    }

    /// <summary>Reads a response's head and none of its body.</summary>
    public Task<RawResponse> ReadHeadAsync() => ReadAsync("HEAD");

    /// <summary>What the connection still brings until it ends; a reset is an end.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return await _wire.ReadToEndAsync(limit.Token);
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<(byte[] Body, bool Whole)> ReadBodyAsync(RawResponse head, CancellationToken cancellationToken)
    {
        try
        {
            if (head.Header("Transfer-Encoding") is not null)
            {
                return await _wire.ReadChunksUpToAsync(cancellationToken);
            }

            return head.Header("Content-Length") is { } length
                ? await _wire.ReadUpToAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken)
                : (await _wire.ReadToEndAsync(cancellationToken), true);
        }
        catch (IOException)
        {
            // A reset in the body: what came before it is lost with it, and it is not whole.
            return ([], false);
        }
    }
}
