using System.CommandLine;
using System.Text.Json;

namespace EdgeGateway.Commands;

/// <summary>Talks to the admin listener of a running gateway and prints what it answers.</summary>
internal static class AdminClient
{
    public static Option<Uri> AddressOption { get; } = Create();

    public static Task<int> PostAsync(ParseResult arguments, string target, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(arguments.GetRequiredValue(AddressOption), target)), cancellationToken);

    public static Task<int> GetAsync(ParseResult arguments, string target, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(arguments.GetRequiredValue(AddressOption), target)), cancellationToken);

    /// <summary>Asks for lines that people read.</summary>
    public static Task<int> GetTextAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/plain" } } }, cancellationToken);

    // A problem (RFC 9457) is shown to people as its sentence.
    private static string SentenceOf(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return text;
        }

        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? text : text;
    }

    private static Option<Uri> Create()
    {
        var option = HttpAddress.Option("--address", "The admin listener.", "http://127.0.0.1:9901");
        option.Aliases.Add("--admin");
        return option;
    }

    private static async Task<int> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(SentenceOf(response, text).TrimEnd());
            return response.IsSuccessStatusCode ? ExitCodes.Done : ExitCodes.BadInput;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            await Console.Error.WriteLineAsync(
                $"The admin listener '{new Uri(request.RequestUri!, "/")}' does not answer: {exception.Message} Is the gateway running there?");
            return ExitCodes.CouldNotRun;
        }
        finally
        {
            request.Dispose();
        }
    }
}
