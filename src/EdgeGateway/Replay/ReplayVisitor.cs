using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Replay;

/// <summary>
/// One browser of a replay: agrees to everything, keeps its cookies, sends its events and asks what is known of it. While the
/// gateway does not answer it tries again with the same event ids, so that nothing counts twice.
/// </summary>
internal sealed class ReplayVisitor(HttpClient client, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private string _cookies = "";

    /// <summary>Requests sent again so far.</summary>
    public long Retries { get; private set; }

    public async Task AgreeAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => Json(HttpMethod.Put, "/_edge/consent", """{"analytics":true,"personalisation":true}"""), cancellationToken);
        response.EnsureSuccessStatusCode();
        _cookies = string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    /// <summary>Sends a batch and returns how many events were acknowledged.</summary>
    public async Task<int> SendAsync(IReadOnlyList<(string Id, EventType Type, string Item)> events, CancellationToken cancellationToken)
    {
        var body = ToJson(events);
        while (true)
        {
            using var response = await SendAsync(() => Json(HttpMethod.Post, "/_edge/events", body), cancellationToken);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                Retries++;
                await Task.Delay(Pause, cancellationToken);
                continue;
            }

            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                throw new InvalidDataException($"The gateway answered {(int)response.StatusCode}: {text}");
            }

            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.GetProperty("accepted").GetInt32();
        }
    }

    /// <summary>Items of the visitor's stored events, newest first.</summary>
    public async Task<IReadOnlyList<string>> ReadItemsAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "/_edge/me"), cancellationToken);
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return [.. answer.RootElement.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("item").GetString()!)];
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        while (true)
        {
            try
            {
                using var request = create();
                if (_cookies.Length > 0)
                {
                    request.Headers.TryAddWithoutValidation("Cookie", _cookies);
                }

                return await client.SendAsync(request, cancellationToken);
            }
            catch (Exception exception) when (IsNoAnswer(exception, cancellationToken) && TimeProvider.System.GetUtcNow() < deadline)
            {
                Retries++;
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested);

    private static HttpRequestMessage Json(HttpMethod method, string path, string body) =>
        new(method, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };

    private static string ToJson(IReadOnlyList<(string Id, EventType Type, string Item)> events)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var (id, type, item) in events)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("type", type.ToText());
                json.WriteString("item", item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
