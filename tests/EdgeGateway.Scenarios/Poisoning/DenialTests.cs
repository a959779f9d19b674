using System.Collections.Concurrent;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Poisoning;

/// <summary>
/// A request that makes the origin answer with an error must not leave that error behind for everybody. The origin here
/// refuses what origins refuse and says nothing of caching; a page in order may be stored.
/// </summary>
public sealed class DenialTests(PoisonSite site) : IClassFixture<PoisonSite>
{
    private static readonly string[] Attacks =
    [
        .. Enumerable.Range(16, 48).Select(half => $"X-Large: {new string('a', half * 512)}"),
        .. Enumerable.Range(1, 31).Where(value => value is not (9 or 10 or 13)).Select(value => $"X-Meta: a{(char)value}b"),
        "X-Meta: a\0b", "X-Meta: a\u007fb", "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: POST", "X-Method-Override: PUT", "X_HTTP_Method_Override: DELETE", "Range: bytes=9000000-",
        "Range: bytes=0-0", "Range: cows=1-2", "If-Match: \"none\"", "If-None-Match: *", "If-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        "Accept: nothing/at-all", "Accept-Encoding: x-nothing;q=1, identity;q=0", "Accept-Language: xx", "Expect: 100-continue", "Expect: nothing", "Max-Forwards: 0",
        "Upgrade: HTTP/0.9\r\nConnection: Upgrade", "X-Forwarded-Scheme: http", "X-Forwarded-Proto: nothttps", "X-Forwarded-Port: 1", "X-Forwarded-Host: a:99999", "Authorization: Basic !",
        "Cookie: session=" + new string('a', 9000), "Transfer-Encoding: nothing", "Content-Type: nothing", "Content-Encoding: nothing", "Origin: null", "Via: 1.1 loop, 1.1 loop, 1.1 loop",
        "Accept: text/event-stream",
    ];

    [Theory]
    [InlineData("keyed")]
    [InlineData("all")]
    public async Task ErrorThatOneRequestCauses_IsNotEverybodys(string mode)
    {
        var denied = new ConcurrentQueue<string>();
        var errors = 0;
        for (var index = 0; index < Attacks.Length; index++)
        {
            site.Origin.On($"/{mode}/denial/{index}", AnswerAsync);
            site.Origin.On($"/{mode}/denial-warm/{index}", AnswerAsync);
        }

        await site.OnEachAsync(Attacks, async (client, attack, index) =>
        {
            foreach (var isWarm in new[] { false, true })
            {
                var target = $"/{mode}/denial{(isWarm ? "-warm" : "")}/{index}";
                if (isWarm)
                {
                    await client.GetAsync(target);
                }

                var refused = await client.GetAsync(target, attack);
                Interlocked.Add(ref errors, refused.Status >= 400 ? 1 : 0);
                var victim = await client.GetAsync(target);
                if (victim.Status != 200 || victim.Text != "the good page")
                {
                    denied.Enqueue($"{attack[..Math.Min(60, attack.Length)]}: {victim.Status} {victim.Text}");
                }
            }
        });

        Assert.Empty(denied);
        Assert.True(errors > 20, $"Only {errors} attacks met an error, so little was tested.");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(413)]
    [InlineData(414)]
    [InlineData(431)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task ErrorWithoutALifetime_IsNotStoredAndDoesNotReplaceThePage(int status)
    {
        var fails = true;
        site.Origin.On($"/all/error/{status}", exchange => fails
            ? exchange.AnswerAsync("error", headers: "Date: Mon, 02 Nov 2026 10:00:00 GMT", status: $"{status} Error")
            : exchange.AnswerAsync("the good page", headers: "Cache-Control: max-age=600"));
        using var client = new Attacker(site.Gateway.Site);

        var failed = await client.GetAsync($"/all/error/{status}");
        fails = false;
        var good = await client.GetAsync($"/all/error/{status}");

        Assert.Equal((status, 200), (failed.Status, good.Status));
    }

    private static Task AnswerAsync(OriginExchange exchange)
    {
        var request = exchange.Request;
        var status = request.Head.Length > 8192 ? "431 Request Header Fields Too Large"
            : request.Head.Any(static letter => letter is < ' ' and not ('\r' or '\n' or '\t') or '\u007f') ? "400 Bad Request"
            : request.Head.Contains("method", StringComparison.OrdinalIgnoreCase) ? "405 Method Not Allowed"
            : request.Header("Range") is not null ? "416 Range Not Satisfiable"
            : request.Header("If-Match") is not null || request.Header("If-Unmodified-Since") is not null ? "412 Precondition Failed"
            : request.Header("Accept")?.Contains("nothing", StringComparison.Ordinal) == true ? "406 Not Acceptable"
            : request.Header("Authorization") is not null ? "401 Unauthorized"
            : request.Header("Content-Type") is not null || request.Header("Content-Encoding") is not null ? "415 Unsupported Media Type"
            : request.Header("X-Forwarded-Port") is not null || request.Header("X-Forwarded-Scheme") is not null ? "404 Not Found"
            : null;
        return status is null
            ? exchange.AnswerAsync("the good page", headers: "Cache-Control: public, max-age=600")
            : exchange.AnswerAsync("error", status: status);
    }
}
