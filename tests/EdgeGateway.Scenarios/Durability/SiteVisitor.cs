using System.Net;
using System.Text;
using System.Text.Json;

namespace EdgeGateway.Scenarios.Durability;

/// <summary>One visitor of a running gateway: agreed to everything, keeps the cookies.</summary>
internal sealed class SiteVisitor
{
    private readonly HttpClient _client;
    private readonly string _cookies;

    private SiteVisitor(HttpClient client, string cookies)
    {
        _client = client;
        _cookies = cookies;
    }

    public static HttpClient CreateClient(Uri site) =>
        new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<SiteVisitor> AgreeAsync(HttpClient client)
    {
        using var response = await client.PutAsync("/_edge/consent", Json("""{"analytics":true,"personalisation":true}"""));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new SiteVisitor(client, string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
    }

    /// <summary>The same browser at a gateway that was started again.</summary>
    public SiteVisitor At(HttpClient client) => new(client, _cookies);

    public Task<HttpResponseMessage> ViewAsync(params IEnumerable<string> items) => SendAsync(
        HttpMethod.Post, "/_edge/events", Json(JsonSerializer.Serialize(items.Select(item => new { type = "view", item }))));

    public async Task MustViewAsync(params IEnumerable<string> items)
    {
        using var response = await ViewAsync(items);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Items of the stored events, newest first, and the count of views.</summary>
    public async Task<(string[] Items, int Views)> ReadAsync()
    {
        using var answer = await GetAsync("/_edge/me");
        var profile = answer.RootElement.GetProperty("profile");
        return profile.ValueKind == JsonValueKind.Null
            ? ([], 0)
            : (ItemsOf(answer.RootElement.GetProperty("events")), profile.GetProperty("counts").GetProperty("view").GetInt32());
    }

    public async Task<(string Source, string[] Items)> RecommendAsync()
    {
        using var answer = await GetAsync("/_edge/recommendations?slot=recs");
        return (answer.RootElement.GetProperty("source").GetString()!, ItemsOf(answer.RootElement.GetProperty("items")));
    }

    public async Task<string> GetPageAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static string[] ItemsOf(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetProperty("item").GetString()!)];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<JsonDocument> GetAsync(string target)
    {
        using var response = await SendAsync(HttpMethod.Get, target, null);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", _cookies);
        return await _client.SendAsync(request);
    }
}
