using System.Text;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Faults;

public sealed class OriginFaultTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    private static readonly string Half = PersonalSite.Page[..60];

    [Theory]
    [InlineData("length-fin", "Content-Type: text/html\r\nContent-Length: 5000\r\n", false)]
    [InlineData("length-rst", "Content-Type: text/html\r\nContent-Length: 5000\r\n", true)]
    [InlineData("chunk-fin", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", false)]
    [InlineData("chunk-rst", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", true)]
    [InlineData("file-fin", "Content-Type: image/png\r\nContent-Length: 5000\r\n", false)]
    [InlineData("file-chunk", "Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n", false)]
    public async Task CutOffBody_IsNeverStoredAndNeverLooksComplete(string name, string framing, bool reset)
    {
        site.Origin.On($"/{name}", async exchange =>
        {
            var body = framing.Contains("chunked", StringComparison.Ordinal) ? $"{Half.Length:x}\r\n{Half}\r\n" : Half;
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n{framing}\r\n{body}");
            if (reset)
            {
                exchange.Reset();
            }
            else
            {
                exchange.Close();
            }
        });

        var first = await TryGetAsync($"/{name}");
        var second = await TryGetAsync($"/{name}");

        Assert.All(new[] { first, second }, answer => Assert.True(
            answer is null || !answer.IsComplete || answer.Status >= 500, $"A cut-off body came as {answer?.Status}, complete: {answer?.Text}"));
        Assert.True(site.Origin.CountOf($"/{name}") >= 2, "The cut-off answer was stored.");
    }

    [Fact]
    public async Task BodyThatTheConnectionEnds_IsPassedAndNotStored()
    {
        site.Origin.On("/endless.txt", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Type: text/plain\r\n\r\nwhole or not?");
            exchange.Close();
        });

        var first = await site.GetAsync("/endless.txt");
        var second = await site.GetAsync("/endless.txt");

        Assert.Equal(("whole or not?", "whole or not?"), (first.Text, second.Text));
        Assert.Equal(2, site.Origin.CountOf("/endless.txt"));
    }

    [Fact]
    public async Task VisitorsWhoWaitForACutOffPage_AllLearnOfIt()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/cut", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nCache-Control: max-age=600\r\nContent-Length: 5000\r\n\r\n{Half}");
            await barrier.PassAsync(exchange);
            exchange.Reset();
        });

        var waiting = Enumerable.Range(0, 20).Select(_ => TryGetAsync("/cut")).ToArray();
        await barrier.Reached;
        barrier.Open();

        Assert.All(await Task.WhenAll(waiting), answer => Assert.True(answer is null || !answer.IsComplete || answer.Status >= 500));
    }

    [Fact]
    public async Task GarbageInsteadOfHttp_IsAPlain502()
    {
        site.Origin.On("/garbage", async exchange =>
        {
            await exchange.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            exchange.Close();
        });

        var answer = await site.GetAsync("/garbage");

        Assert.Equal(502, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Contains(answer.Header("X-Request-Id")!, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SlowBody_ArrivesAsItComes()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/slow.css", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nCache-Control: max-age=600\r\nContent-Length: 8\r\n\r\nbody");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("{}\r\n");
        });

        var pending = site.GetAsync("/slow.css");
        await barrier.Reached;
        barrier.Open();
        var answer = await pending;
        var hit = await site.GetHitAsync("/slow.css");

        Assert.Equal(("body{}\r\n", "body{}\r\n", 1), (answer.Text, hit.Text, site.Origin.CountOf("/slow.css")));
    }

    [Fact]
    public async Task VisitorWhoLeaves_DoesNotEndTheFetchForOthers()
    {
        var barrier = new OriginBarrier();
        site.Origin.On("/left.css", async exchange =>
        {
            await barrier.PassAsync(exchange);
            await exchange.AnswerAsync("body{}", "text/css", "Cache-Control: max-age=600");
        });

        using (var leaving = await RawClient.ConnectAsync(site.Gateway.Site))
        {
            await leaving.WriteRequestAsync("GET", "/left.css");
            await barrier.Reached;
        }

        var staying = site.GetAsync("/left.css");
        barrier.Open();

        Assert.Equal((200, "body{}"), ((await staying).Status, (await staying).Text));
        Assert.Equal(1, site.Origin.CountOf("/left.css"));
    }

    [Theory]
    [InlineData("POST", "", false, 1)]
    [InlineData("POST", "", true, 1)]
    [InlineData("PATCH", "", false, 1)]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nCache-", false, 1)]
    [InlineData("GET", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", true, 1)]
    [InlineData("GET", "", false, 2)] // The connection may have been used before, and an idle one may end at any time.
    [InlineData("DELETE", "", true, 2)]
    public async Task OriginThatClosesInPlaceOfAnAnswer_IsNotAskedOverAndOver(string method, string answer, bool reset, int most)
    {
        var target = $"/closes/{method}/{answer.Length}/{reset}";
        site.Origin.On(target, async exchange =>
        {
            await exchange.WriteAsync(answer);
            if (reset)
            {
                exchange.Reset();
            }
            else
            {
                exchange.Close();
            }
        });

        using var client = await RawClient.ConnectAsync(site.Gateway.Site);
        await client.WriteAsync(Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: shop.test\r\n\r\n"));

        Assert.Equal(502, (await client.ReadFinalAsync(method)).Status);
        Assert.InRange(site.Origin.CountOf(target), 1, most);
    }

    [Fact]
    public async Task IdleConnectionThatTheOriginEnds_CostsNobodyTheirPage()
    {
        site.Origin.On("/used", exchange => exchange.AnswerAsync("used", "text/plain"));
        site.Origin.On("/idle", async exchange =>
        {
            if (site.Origin.CountOf("/idle") == 1)
            {
                exchange.Close();
                return;
            }

            await exchange.AnswerAsync("page", "text/plain");
        });
        await site.GetAsync("/used");

        var answer = await site.GetAsync("/idle");

        Assert.Equal((200, "page"), (answer.Status, answer.Text));
    }

    private async Task<RawResponse?> TryGetAsync(string target)
    {
        try
        {
            return await site.GetAsync(target);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
