using System.Text;
using EdgeGateway.Scenarios.Sharing;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Framing;

/// <summary>Raw bytes from an origin: read in one way or refused, and never taken for the answer to somebody else.</summary>
public sealed class ResponseFramingTests(PlainSite site) : IClassFixture<PlainSite>
{
    public static TheoryData<string> Refused() => [.. OriginResponses.Refused.Select(row => row.Name)];

    public static TheoryData<string> Accepted() => [.. OriginResponses.Accepted.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ResponseWithTwoReadings_IsA502AndItsConnectionIsNeverUsedAgain(string name)
    {
        var (target, row) = (TargetOf(name), OriginResponses.Refused.Single(row => row.Name == name));
        site.Origin.On(target, exchange => exchange.WriteAsync(row.Text));
        site.Origin.Answer(target + "/next", "mine", "Cache-Control: no-store", "text/plain");

        var first = await site.GetAsync(target);
        var next = await site.GetAsync(target + "/next");
        var second = await site.GetAsync(target);
        var passed = await site.GetAsync(target, "Cookie: session=1\r\n");

        Assert.Equal((502, 502, 502, "mine"), (first.Status, second.Status, passed.Status, next.Text));
        var all = site.Origin.Requests.ToList();
        var refused = all.Where(request => request.Target == target).ToList();
        Assert.Equal(3, refused.Count);
        Assert.All(refused, request => Assert.DoesNotContain(all[(all.IndexOf(request) + 1)..], later => later.Connection == request.Connection));
        Assert.Contains($"reason=\"{row.Reason}\"", (await RawClient.GetAsync(site.Gateway.Admin, "/metrics")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task ResponseWithOneReading_IsPassedOn(string name)
    {
        var (target, row) = (TargetOf(name), OriginResponses.Accepted.Single(row => row.Name == name));
        site.Origin.On(target, exchange => exchange.WriteAsync(row.Text));
        site.Origin.Answer(target + "/next", "mine", "Cache-Control: no-store", "text/plain");

        var first = await site.GetAsync(target);
        var next = await site.GetAsync(target + "/next");
        var second = row.IsStored ? await site.GetHitAsync(target) : await site.GetAsync(target);

        var body = row.Status == 204 ? "" : "abc";
        Assert.Equal((row.Status, row.Status, body, body, "mine"), (first.Status, second.Status, first.Text, second.Text, next.Text));
        Assert.Equal(row.IsStored ? 1 : 2, site.Origin.CountOf(target));
    }

    /// <summary>A second response, sent along or a moment later, waits on the connection for the next visitor.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BytesAfterTheResponse_AreNobodysAnswer(bool later)
    {
        const string poison = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 6\r\n\r\npoison";
        var name = $"/surplus-{later}";
        for (var number = 0; number < 30; number++)
        {
            site.Origin.On($"{name}/{number}", async exchange =>
            {
                const string own = "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 3\r\n\r\nown";
                await exchange.WriteAsync(later ? own : own + poison);
                if (later)
                {
                    await exchange.WriteAsync(poison);
                }
            });
            site.Origin.Answer($"{name}/{number}/next", "mine", "Cache-Control: max-age=600", "text/plain");

            var first = await site.GetAsync($"{name}/{number}");
            var next = await site.GetAsync($"{name}/{number}/next");

            Assert.Equal(("own", "mine"), (first.Text, next.Text));
        }
    }

    /// <summary>What an origin leaves behind on a connection that carried somebody's own answer must not be stored for all.</summary>
    [Fact]
    public async Task SharedFetches_NeverUseAConnectionThatCarriedPrivateAnswers()
    {
        site.Origin.Answer("/private-one", "mine", "Cache-Control: private", "text/plain");
        for (var number = 0; number < 10; number++)
        {
            site.Origin.Answer($"/shared-one/{number}", "page", "Cache-Control: max-age=600", "text/plain");

            await site.GetAsync("/private-one", "Cookie: session=1\r\n");
            await site.SendAsync("POST", "/private-one", body: "a");
            await site.GetAsync("/private-one", "Authorization: Basic YTpi\r\n");
            await site.GetAsync($"/shared-one/{number}");
        }

        var ofPrivate = site.Origin.RequestsOf("/private-one").Select(request => request.Connection).ToHashSet();
        var ofShared = site.Origin.Requests.Where(request => request.Target.StartsWith("/shared-one/", StringComparison.Ordinal)).ToList();
        Assert.Equal((30, 10), (site.Origin.CountOf("/private-one"), ofShared.Count));
        Assert.DoesNotContain(ofShared, request => ofPrivate.Contains(request.Connection));
    }

    [Fact]
    public async Task HeadArrivingByteByByte_IsReadAsOne()
    {
        site.Origin.On("/drip", async exchange =>
        {
            foreach (var letter in "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 3\r\n\r\nabc")
            {
                await exchange.WriteAsync(letter.ToString());
            }
        });
        site.Origin.On("/drip-refused", async exchange =>
        {
            foreach (var letter in "HTTP/1.1 200 OK\r\nX-A: a\n")
            {
                await exchange.WriteAsync(letter.ToString());
            }
        });

        using var client = await RawClient.ConnectAsync(site.Gateway.Site);
        await client.WriteRequestAsync("GET", "/drip");
        Assert.Equal(103, (await client.ReadAsync()).Status);
        Assert.Equal("abc", (await client.ReadAsync()).Text);
        Assert.Equal(502, (await site.GetAsync("/drip-refused")).Status);
    }

    [Fact]
    public async Task EmptyAnswer_IsA502()
    {
        site.Origin.On("/empty", exchange =>
        {
            exchange.Close();
            return Task.CompletedTask;
        });

        Assert.Equal(502, (await site.GetAsync("/empty")).Status);
    }

    [Fact]
    public async Task UpgradeThatWasAskedFor_BecomesATunnel()
    {
        site.Origin.On("/socket", async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\nfrom the origin");
            exchange.Close();
        });
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        await client.WriteRequestAsync("GET", "/socket", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n");
        var answer = await client.ReadAsync();

        Assert.Equal((101, "websocket"), (answer.Status, answer.Header("Upgrade")));
        Assert.Equal("from the origin", Encoding.Latin1.GetString(await client.ReadToEndAsync()));
    }

    private static string TargetOf(string name) => "/" + string.Concat(name.Where(char.IsAsciiLetterOrDigit)) + name.Length;
}
