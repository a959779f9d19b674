using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Origins;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>
/// Pages that go stale at once, pages that vary, pages that echo the visitor's own cookie, and an origin that fails now and then, at
/// the worst moment: when the visitor's data is half out.
/// </summary>
public sealed class CanarySite : PersonalSite
{
    public static readonly string[] Shared = ["/shared/1", "/shared/2", "/shared/short", "/style.css"];
    public static readonly string[] Targets = [.. Shared, "/mine", "/mine/whole", "/mine/hints"];

    private const string Private = "Cache-Control: private, max-age=600";

    private int _asked;

    // Under the other policy the session cookie does not change the page and is not sent; here it does.
    protected override string Routes => """ "mine": { "ClusterId": "origin", "Match": { "Path": "/mine/{**rest}" } }, """;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Origin.Answer("/shared/1", Page, "Cache-Control: public, max-age=600");
        Origin.Answer("/shared/2", Page, "Cache-Control: public, max-age=600\r\nVary: Accept-Language");
        Failing("/shared/short", _ => Page, "Cache-Control: public, max-age=0, stale-while-revalidate=600");
        Failing("/style.css", _ => "body{}", "Cache-Control: public, max-age=0");
        Failing("/mine", exchange => $"<p>{exchange.Request.Header("Cookie")}</p>", Private);
        Failing("/mine/whole", exchange => Page.Replace("the origin's", exchange.Request.Header("Cookie"), StringComparison.Ordinal), "Cache-Control: no-store");
        Failing("/mine/hints", exchange => $"<p>{exchange.Request.Header("Cookie")}</p>", Private,
            exchange => $"HTTP/1.1 103 Early Hints\r\nLink: </{exchange.Request.Header("Cookie")}.css>\r\n\r\n");
    }

    private void Failing(string target, Func<OriginExchange, string> body, string headers, Func<OriginExchange, string>? before = null) =>
        Origin.On(target, async exchange =>
        {
            var text = body(exchange);
            await exchange.WriteAsync(before?.Invoke(exchange) ?? "");
            switch (Interlocked.Increment(ref _asked) % 23)
            {
                case 3:
                    exchange.Reset();
                    break;
                case 7:
                    await exchange.AnswerAsync(text, headers: headers, status: "503 Busy");
                    break;
                case 11:
                    await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{headers}\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n{text}");
                    exchange.Reset();
                    break;
                case 17:
                    await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{headers}\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n{text}");
                    exchange.Close();
                    break;
                case 19:
                    await exchange.AnswerAsync(text, headers: headers + "\r\nTransfer-Encoding: chunked");
                    break;
                case 21:
                    // A second answer that nobody asked for, with this visitor's data.
                    var answer = $"HTTP/1.1 200 OK\r\n{headers}\r\nContent-Type: text/html\r\nContent-Length: {text.Length}\r\n\r\n{text}";
                    await exchange.WriteAsync(answer + answer);
                    break;
                default:
                    await exchange.AnswerAsync(text, target.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/html", headers);
                    break;
            }
        });
}
