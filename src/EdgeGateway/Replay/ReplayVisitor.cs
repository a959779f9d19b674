using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EdgeGateway.Replay;

/// <summary>
/// One browser of a replay: agrees to everything, keeps its cookies, sends its events and asks what is known of it. While the
/// gateway does not answer, or asks to wait, it tries again with the same event ids, so that nothing counts twice.
/// </summary>
internal sealed class ReplayVisitor(HttpClient client, ReplaySession session, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private string _cookies = "";

    /// <summary>What it replays.</summary>
    public ReplaySession Session => session;

    /// <summary>Requests sent again so far.</summary>
    public long Retries { get; private set; }

    /// <exception cref="InvalidDataException">The gateway's answer is not one of a gateway that keeps events.</exception>
    /// <exception cref="HttpRequestException">No answer within the patience.</exception>
    public async Task AgreeAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => Json(HttpMethod.Put, "/_edge/consent", """{"analytics":true,"personalisation":true}"""), cancellationToken);
        await RequireAsync(response, HttpStatusCode.OK, cancellationToken);
        _cookies = string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    /// <summary>Sends a batch; completes when all of it is acknowledged.</summary>
    /// <exception cref="InvalidDataException">The gateway refuses it, or acknowledges another number of events.</exception>
    /// <exception cref="HttpRequestException">No answer within the patience.</exception>
    public async Task SendAsync(IReadOnlyList<ReplayEvent> events, CancellationToken cancellationToken)
    {
        var body = ToJson(events);
        using var response = await SendAsync(() => Json(HttpMethod.Post, "/_edge/events", body), cancellationToken);
        var text = await RequireAsync(response, HttpStatusCode.Accepted, cancellationToken);
        using var answer = JsonDocument.Parse(text);
        if (answer.RootElement.GetProperty("accepted").GetInt32() != events.Count)
        {
            throw new InvalidDataException($"Of {events.Count} events sent the gateway acknowledged others: {text}");
        }
    }

    /// <summary>What the gateway knows of this visitor.</summary>
    /// <exception cref="InvalidDataException">The gateway does not tell.</exception>
    /// <exception cref="HttpRequestException">No answer within the patience.</exception>
    public async Task<StoredVisitor> ReadAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "/_edge/me"), cancellationToken);
        return StoredVisitor.Parse(await RequireAsync(response, HttpStatusCode.OK, cancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        while (true)
        {
            var wait = Pause;
            try
            {
                using var request = create();
                if (_cookies.Length > 0)
                {
                    request.Headers.TryAddWithoutValidation("Cookie", _cookies);
                }

                var response = await client.SendAsync(request, cancellationToken);
                if (!AsksToWait(response) || TimeProvider.System.GetUtcNow() >= deadline)
                {
                    return response;
                }

                wait = response.Headers.RetryAfter?.Delta ?? Pause;
                response.Dispose();
            }
            catch (Exception exception) when (IsNoAnswer(exception, cancellationToken) && TimeProvider.System.GetUtcNow() < deadline)
            {
                // Sent again below: the gateway may be starting.
            }

            Retries++;
            await Task.Delay(wait, cancellationToken);
        }
    }

    private static bool AsksToWait(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    private static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested);

    private static async Task<string> RequireAsync(HttpResponseMessage response, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == status
            ? text
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"The gateway answered {(int)response.StatusCode} to {response.RequestMessage?.RequestUri}: {text}"));
    }

    private static HttpRequestMessage Json(HttpMethod method, string path, string body) =>
        new(method, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };

    private static string ToJson(IReadOnlyList<ReplayEvent> events)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var item in events)
            {
                json.WriteStartObject();
                json.WriteString("id", item.Id);
                json.WriteString("type", item.Type);
                json.WriteString("item", item.Item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
