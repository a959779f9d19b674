using System.Net.Sockets;
using System.Text;

namespace EdgeGateway.TestKit.Origins;

/// <summary>One request at the origin, and the hand of the script that answers it.</summary>
public sealed class OriginExchange(ReceivedRequest request, NetworkStream stream, CancellationToken stopping)
{
    /// <summary>What was asked.</summary>
    public ReceivedRequest Request { get; } = request;

    /// <summary>Ends when the origin is disposed; a script that waits must watch it.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>True when the script has ended the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Plays bytes.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, Stopping);
        await stream.FlushAsync(Stopping);
    }

    /// <summary>Plays text, every character a byte.</summary>
    public Task WriteAsync(string latin1) => WriteAsync(Encoding.Latin1.GetBytes(latin1));

    /// <summary>A whole answer with a Content-Length and these header lines.</summary>
    public async Task AnswerAsync(
        ReadOnlyMemory<byte> body, string contentType = "text/html; charset=utf-8", string headers = "", string status = "200 OK")
    {
        var lines = headers.Length == 0 || headers.EndsWith("\r\n", StringComparison.Ordinal) ? headers : headers + "\r\n";
        await WriteAsync($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{lines}\r\n");
        if (Request.Method != "HEAD")
        {
            await WriteAsync(body);
        }
    }

    /// <summary>The same with a text in UTF-8.</summary>
    public Task AnswerAsync(
        string body, string contentType = "text/html; charset=utf-8", string headers = "", string status = "200 OK") =>
        AnswerAsync(Encoding.UTF8.GetBytes(body), contentType, headers, status);

    /// <summary>Ends the connection in order (FIN).</summary>
    public void Close()
    {
        IsClosed = true;
        stream.Socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Breaks the connection (RST).</summary>
    public void Reset()
    {
        IsClosed = true;
        stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        stream.Socket.Close();
    }
}
