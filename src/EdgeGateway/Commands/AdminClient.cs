using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary>Talks to the admin listener of a running gateway and prints what it answers.</summary>
internal static class AdminClient
{
    public static Option<Uri> AddressOption { get; } =
        HttpAddress.Option("--address", "The admin listener.", "http://127.0.0.1:9901");

    public static Task<int> PostAsync(ParseResult arguments, string target, CancellationToken cancellationToken) =>
        SendAsync(arguments, new HttpRequestMessage(HttpMethod.Post, new Uri(arguments.GetRequiredValue(AddressOption), target)), cancellationToken);

    public static Task<int> GetAsync(ParseResult arguments, string target, CancellationToken cancellationToken) =>
        SendAsync(arguments, new HttpRequestMessage(HttpMethod.Get, new Uri(arguments.GetRequiredValue(AddressOption), target)), cancellationToken);

    private static async Task<int> SendAsync(ParseResult arguments, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(text.TrimEnd());
            return response.IsSuccessStatusCode ? ExitCodes.Done : ExitCodes.BadInput;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(
                $"The admin listener '{arguments.GetValue(AddressOption)}' does not answer: {exception.Message} Is the gateway running there?");
            return ExitCodes.CouldNotRun;
        }
        finally
        {
            request.Dispose();
        }
    }
}
