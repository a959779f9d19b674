using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Sites;

/// <summary>A browser: a user agent, a cookie jar of two, and what a visitor does.</summary>
internal sealed partial class Visitor(TestSite site, string headers = "")
{
    public const string Browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n";
    public const string Everything = """{"analytics":true,"personalisation":true,"marketing":false}""";

    public string? Id { get; private set; }

    public string? Consent { get; private set; }

    public string Headers
    {
        get
        {
            var cookies = string.Join("; ", new[] { Id, Consent, Session }.Where(cookie => cookie is not null));
            return Browser + headers + (cookies.Length == 0 ? "" : $"Cookie: {cookies}\r\n");
        }
    }

    /// <summary>A cookie of the origin's own.</summary>
    public string? Session { get; init; }

    /// <summary>A visitor who said yes.</summary>
    public static async Task<Visitor> ConsentingAsync(TestSite site, string headers = "", string? session = null)
    {
        var visitor = new Visitor(site, headers) { Session = session };
        await visitor.AgreeAsync();
        return visitor;
    }

    public async Task<RawResponse> AgreeAsync(string choice = Everything)
    {
        var answer = await SendAsync("PUT", "/_edge/consent", choice);
        Assert.Equal(200, answer.Status);
        return answer;
    }

    public async Task<RawResponse> GetAsync(string target, string more = "") => Keep(await site.GetAsync(target, Headers + more));

    public async Task<RawResponse> SendAsync(string method, string target, string? body = null, string type = "application/json") =>
        Keep(await site.SendAsync(method, target, Headers + (body is null ? "" : $"Content-Type: {type}\r\n"), body));

    /// <summary>Says that items were looked at, in this order.</summary>
    public async Task ViewAsync(params string[] items)
    {
        var events = string.Join(',', items.Select(item => $$"""{"type":"view","item":"{{item}}"}"""));
        var answer = await SendAsync("POST", "/_edge/events", $"[{events}]");
        Assert.True(answer.Status == 202, answer.Text);
    }

    public async Task<JsonElement> MeAsync() => JsonDocument.Parse((await GetAsync("/_edge/me")).Body).RootElement;

    /// <summary>The items of the row under a heading; empty when the row is not there.</summary>
    public static string[] Row(RawResponse page, string title)
    {
        var start = page.Text.IndexOf($"<h2>{title}</h2>", StringComparison.Ordinal);
        return start < 0 ? [] : [.. Item().Matches(page.Text[start..page.Text.IndexOf("</ul>", start, StringComparison.Ordinal)]).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("data-edge-item=\"([^\"]+)\"")]
    private static partial Regex Item();

    private RawResponse Keep(RawResponse answer)
    {
        Id = Kept(answer, "edge_id", Id);
        Consent = Kept(answer, "edge_consent", Consent);
        return answer;
    }

    private static string? Kept(RawResponse answer, string name, string? known) =>
        answer.SetCookie(name) is not { } set ? known : set.EndsWith('=') ? null : set;
}
