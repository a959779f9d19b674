using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeGateway.LoadTests.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection that costs the measuring side as little as possible: a request is a ready block of
/// bytes, a response is read to its announced length and forgotten.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[128 << 10];

    private HttpConnection()
    {
    }

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return connection;
    }

    /// <summary>Sends a request and reads the whole response.</summary>
    /// <exception cref="InvalidDataException">The response is not 200.</exception>
    public async ValueTask<long> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, SocketFlags.None, cancellationToken);
        var filled = 0;
        int end;
        do
        {
            filled += await ReceiveAsync(filled, cancellationToken);
            end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }
        while (end < 0 && filled < _buffer.Length);

        if (ReadHead(_buffer.AsSpan(0, end)) is not { } length)
        {
            return await ReadToLastChunkAsync(filled, end + 4, cancellationToken);
        }

        var left = length - (filled - end - 4);
        while (left > 0)
        {
            left -= await ReceiveAsync(0, cancellationToken);
        }

        return length;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int offset, CancellationToken cancellationToken)
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(offset), SocketFlags.None, cancellationToken);
        return read > 0 ? read : throw new InvalidDataException("The server closed the connection.");
    }

    // One response at a time on a connection: its last bytes are the last chunk. Counts the framing as body, which is a few bytes.
    private async ValueTask<long> ReadToLastChunkAsync(int filled, int bodyStart, CancellationToken cancellationToken)
    {
        var length = (long)filled - bodyStart;
        while (!_buffer.AsSpan(0, filled).EndsWith("\r\n0\r\n\r\n"u8))
        {
            // Keep what may be the beginning of the end.
            var kept = Math.Min(filled, 6);
            _buffer.AsSpan(filled - kept, kept).CopyTo(_buffer);
            var read = await ReceiveAsync(kept, cancellationToken);
            filled = kept + read;
            length += read;
        }

        return length;
    }

    private static long? ReadHead(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidDataException(
                $"The server answered '{Encoding.Latin1.GetString(head[..Math.Min(head.Length, 200)])}'.");
        }

        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
        {
            return null;
        }

        var value = head[(at + 18)..];
        var end = value.IndexOf((byte)'\r');
        return long.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}
