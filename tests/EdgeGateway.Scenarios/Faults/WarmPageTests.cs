using EdgeGateway.Scenarios.Sharing;
using EdgeGateway.TestKit.Clients;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Faults;

/// <summary>
/// A page that was stored and is stale meets an origin at its worst. Within stale-if-error no visitor learns of it, whoever
/// asks first and whoever joins; nothing of the failed answer is stored.
/// </summary>
public sealed class WarmPageTests(PlainSite site) : IClassFixture<PlainSite>
{
    private const string Fields = "Content-Type: text/html\r\nCache-Control: max-age=600\r\n";

    private static readonly Dictionary<string, Func<OriginExchange, Task>> Faults = new(StringComparer.Ordinal)
    {
        ["reset"] = static exchange => Then(exchange, "", reset: true),
        ["closed"] = static exchange => Then(exchange, ""),
        ["closed within the head"] = static exchange => Then(exchange, "HTTP/1.1 200 OK\r\nContent-Ty"),
        ["garbage"] = static exchange => Then(exchange, "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        ["500"] = static exchange => exchange.AnswerAsync("broken", status: "500 Error"),
        ["502"] = static exchange => exchange.AnswerAsync("broken", status: "502 Error"),
        ["503"] = static exchange => exchange.AnswerAsync("broken", status: "503 Error"),
        ["504"] = static exchange => exchange.AnswerAsync("broken", status: "504 Error"),
        ["two framings"] = static exchange => exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Fields}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ["huge head"] = static exchange => exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Fields}X-Large: {new string('a', 50_000)}\r\nContent-Length: 3\r\n\r\nabc"),
        ["half a body"] = static exchange => Then(exchange, $"HTTP/1.1 200 OK\r\n{Fields}Content-Length: 500\r\n\r\nhalf"),
        ["half a body, reset"] = static exchange => Then(exchange, $"HTTP/1.1 200 OK\r\n{Fields}Content-Length: 500\r\n\r\nhalf", reset: true),
        ["half the chunks"] = static exchange => Then(exchange, $"HTTP/1.1 200 OK\r\n{Fields}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
        ["half a chunk"] = static exchange => Then(exchange, $"HTTP/1.1 200 OK\r\n{Fields}Transfer-Encoding: chunked\r\n\r\n40\r\nhalf"),
        ["chunks that are none"] = static exchange => Then(exchange, $"HTTP/1.1 200 OK\r\n{Fields}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\nhalf\r\n0\r\n\r\n"),
    };

    public static TheoryData<string> Names() => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task StalePage_StandsInForWhateverTheOriginDoes(string fault)
    {
        var target = "/warm/" + fault.Replace(' ', '-');
        await WarmAsync(target);
        var barrier = new OriginBarrier();
        site.Origin.On(target, async exchange =>
        {
            await barrier.PassAsync(exchange);
            await Faults[fault](exchange);
        });

        var waiting = Enumerable.Range(0, 20).Select(_ => site.GetAsync(target)).ToArray();
        await barrier.Reached;
        barrier.Open();
        var answers = await Task.WhenAll(waiting);
        var later = await site.GetAsync(target);

        Assert.All(answers.Append(later), answer => Assert.Equal((200, "good", true), (answer.Status, answer.Text, answer.IsComplete)));
        Assert.Contains("stale-if-error", later.Header("Cache-Status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshedPage_IsTheNewOneForAllOnceItIsWhole()
    {
        await WarmAsync("/warm/renewed");
        var barrier = new OriginBarrier();
        site.Origin.On("/warm/renewed", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Fields}Content-Length: 8\r\n\r\nthe ");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("next");
        });

        var waiting = Enumerable.Range(0, 20).Select(_ => site.GetAsync("/warm/renewed")).ToArray();
        await barrier.Reached;
        barrier.Open();

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal((200, "the next"), (answer.Status, answer.Text)));
    }

    /// <summary>Whole pages are waited for; films are not.</summary>
    [Fact]
    public async Task LargeRefresh_IsNotHeldBackToItsEnd()
    {
        await WarmAsync("/warm/large");
        var barrier = new OriginBarrier();
        site.Origin.On("/warm/large", async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{Fields}Content-Length: 4000000\r\n\r\n{new string('a', 3_999_999)}");
            await barrier.PassAsync(exchange);
            await exchange.WriteAsync("z");
        });
        using var client = await RawClient.ConnectAsync(site.Gateway.Site);

        await client.WriteRequestAsync("GET", "/warm/large");
        var start = await client.ReadHeadAsync();
        barrier.Open();

        Assert.Equal("4000000", start.Header("Content-Length"));
    }

    /// <summary>Asks until the answer says that a stale entry was there: an entry is stored a moment after its last byte.</summary>
    private async Task WarmAsync(string target)
    {
        site.Origin.Answer(target, "good", "Cache-Control: max-age=0, stale-if-error=3600");
        RawResponse answer;
        do
        {
            answer = await site.GetAsync(target);
        }
        while (!answer.Header("Cache-Status")!.Contains("fwd=stale", StringComparison.Ordinal));
    }

    private static async Task Then(OriginExchange exchange, string text, bool reset = false)
    {
        await exchange.WriteAsync(text);
        if (reset)
        {
            exchange.Reset();
        }
        else
        {
            exchange.Close();
        }
    }
}
