using System.Net.Http.Headers;
using System.Text;

namespace EdgeGateway.LoadTests.Scenarios;

/// <summary>
/// A visitor of a gateway under test: has agreed, has looked at a few items, and carries the cookies that prove it.
/// </summary>
internal static class SampleVisitor
{
    /// <summary>Makes visitors and returns one ready page request for each.</summary>
    public static async Task<IReadOnlyList<byte[]>> CreateAsync(
        int port, int visitors, CancellationToken cancellationToken, bool gzip = false)
    {
        using var client =
            new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var requests = new List<byte[]>();
        for (var i = 0; i < visitors; i++)
        {
            requests.Add(Request(port, await CreateOneAsync(client, i, cancellationToken), gzip));
        }

        return requests;
    }

    /// <summary>The same request without a visitor.</summary>
    public static byte[] Request(int port, string? cookies = null, bool gzip = false) => Encoding.ASCII.GetBytes(
        $"GET /page HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x64) Chrome/150.0 Safari/537.36\r\n"
        + $"Accept: text/html\r\n{(gzip ? "Accept-Encoding: gzip, deflate, br, zstd\r\n" : "")}{(cookies is null ? "" : $"Cookie: {cookies}\r\n")}\r\n");

    private static async Task<string> CreateOneAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        using var consent = Json(HttpMethod.Put, "/_edge/consent", """{"analytics":true,"personalisation":true}""", null);
        using var answer = await client.SendAsync(consent, cancellationToken);
        var cookies = string.Join(
            "; ", answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var views = string.Join(
            ',',
            Enumerable.Range(0, 5)
                .Select(i => $$"""{"type":"view","item":"sku-{{((number * 37) + i) % GatewayUnderTest.CatalogueItems}}"}"""));
        using var events = Json(HttpMethod.Post, "/_edge/events", $"[{views}]", cookies);
        using var accepted = await client.SendAsync(events, cancellationToken);
        accepted.EnsureSuccessStatusCode();
        return cookies;
    }

    private static HttpRequestMessage Json(HttpMethod method, string path, string body, string? cookies)
    {
        var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", cookies);
        }

        return request;
    }
}
