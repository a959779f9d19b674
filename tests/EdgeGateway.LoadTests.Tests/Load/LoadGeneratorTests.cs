using System.Net;
using System.Net.Sockets;
using EdgeGateway.LoadTests.Load;

namespace EdgeGateway.LoadTests.Tests.Load;

public sealed class LoadGeneratorTests
{
    [Fact]
    public async Task OpenLoop_SendsOneRequestPerArrivalAndCountsTheBody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(listener, stop.Token);
        var generator = new LoadGenerator(
            ((IPEndPoint)listener.LocalEndpoint).Port, ["GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray()]);

        var result = await generator.OpenAsync(connections: 3, perSecond: 100, TimeSpan.FromSeconds(0.5), stop.Token);

        Assert.Equal(50, result.Latency.Count);
        Assert.Equal(5, result.Bytes);
        Assert.Equal(0, result.Unsent);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task ChunkedAnswer_IsReadToItsLastChunk()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(
            listener, stop.Token, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        var generator = new LoadGenerator(
            ((IPEndPoint)listener.LocalEndpoint).Port, ["GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray()]);

        var result = await generator.OpenAsync(connections: 2, perSecond: 100, TimeSpan.FromSeconds(0.3), stop.Token);

        Assert.Equal(30, result.Latency.Count);
        Assert.Equal(0, result.Unsent);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task ErrorAnswer_EndsTheRun()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(listener, stop.Token, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        var generator = new LoadGenerator(
            ((IPEndPoint)listener.LocalEndpoint).Port, ["GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray()]);

        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => generator.ClosedAsync(connections: 1, TimeSpan.FromSeconds(5), stop.Token));

        Assert.Contains("503", error.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving;
    }

    private static async Task ServeAsync(
        TcpListener listener, CancellationToken cancellationToken,
        string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await listener.AcceptSocketAsync(cancellationToken), answer));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task AnswerAsync(Socket socket, string answer)
    {
        using var connection = socket;
        var buffer = new byte[1024];
        while (await connection.ReceiveAsync(buffer.AsMemory()) > 0)
        {
            await connection.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer).AsMemory());
        }
    }
}
