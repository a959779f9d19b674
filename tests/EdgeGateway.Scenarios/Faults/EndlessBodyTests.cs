using System.Net;
using System.Net.Sockets;
using EdgeGateway.Scenarios.Sharing;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Faults;

public sealed class EndlessBodyTests(PlainSite site) : IClassFixture<PlainSite>
{
    /// <summary>The length of the largest object that is stored.</summary>
    private const long MaxObject = 16 << 20;

    [Fact]
    public async Task EndlessBody_IsPassedOnInBoundedMemoryUntilTheVisitorLeaves()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Origin.On("/endless", async exchange =>
        {
            try
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n");
                var chunk = new byte[65_536 + 9];
                "10000\r\n"u8.CopyTo(chunk);
                "\r\n"u8.CopyTo(chunk.AsSpan(chunk.Length - 2));
                while (true)
                {
                    await exchange.WriteAsync(chunk);
                }
            }
            finally
            {
                ended.TrySetResult();
            }
        });

        using (var visitor = new TcpClient())
        {
            await visitor.ConnectAsync(IPAddress.Loopback, site.Gateway.Site.Port);
            var stream = visitor.GetStream();
            await stream.WriteAsync("GET /endless HTTP/1.1\r\nHost: a.test\r\n\r\n"u8.ToArray());
            var buffer = new byte[1 << 20];
            for (long read = 0; read < 3 * MaxObject;)
            {
                var count = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
                Assert.NotEqual(0, count);
                read += count;
            }

            Assert.InRange(await CacheBytesAsync(), 0, MaxObject + (1 << 20));
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        site.Origin.Answer("/endless", "it ends", "Cache-Control: max-age=600");
        Assert.Equal("it ends", (await site.GetAsync("/endless")).Text);
    }

    /// <summary>A body that says it is compressed and is not, or only half: its bytes go on as they are.</summary>
    [Theory]
    [InlineData("truncated", 40)]
    [InlineData("plain", -1)]
    public async Task BrokenGzip_GoesOnAsItIs(string name, int bytes)
    {
        var whole = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(whole, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(number => $"<p>{number}</p>"))));
        }

        var body = bytes < 0 ? "<p>not compressed at all</p>"u8.ToArray() : whole.ToArray()[..bytes];
        site.Origin.On($"/gzip-{name}", exchange => exchange.AnswerAsync(body, headers: "Content-Encoding: gzip\r\nCache-Control: max-age=600\r\nVary: Accept-Encoding"));

        var first = await site.GetAsync($"/gzip-{name}", "Accept-Encoding: gzip\r\n");
        var second = await site.GetAsync($"/gzip-{name}", "Accept-Encoding: gzip\r\n");

        Assert.All([first, second], answer => Assert.Equal((200, "gzip"), (answer.Status, answer.Header("Content-Encoding"))));
        Assert.All([first, second], answer => Assert.Equal(body, answer.Body));
    }

    private async Task<long> CacheBytesAsync()
    {
        var metrics = await RawClient.GetAsync(site.Gateway.Admin, "/metrics");
        var line = metrics.Text.Split('\n').First(line => line.StartsWith("edge_cache_bytes", StringComparison.Ordinal));
        return (long)double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
