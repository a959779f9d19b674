using System.CommandLine;
using EdgeGateway.Configuration;
using EdgeGateway.Explaining;
using EdgeGateway.Hosting;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Commands;

/// <summary>
/// <c>explain --config F URL</c>: sends the request twice through a gateway of its own, with an empty cache and no stored
/// visitors, and says which route, policy and key it had, what was stored or why not, and what each slot shows.
/// </summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Address = new("url") { Description = "The page as a browser requests it." };
    private static readonly Option<string[]> Header = new("--header", "-H") { Description = "A header as 'Name: value'; may be repeated." };

    private static readonly Option<Uri?> Running = HttpAddress.Optional(
        "--admin", "Ask the running gateway of this admin listener what it holds, instead of sending the request through one of our own.");

    public static Command Create()
    {
        var command = new Command("explain", "Say what happens to a request. Example: edge-gateway explain --config gateway.json http://shop.test/product/1")
        {
            RunCommand.ConfigOption, Address, Header, Running,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var url = arguments.GetRequiredValue(Address);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"The URL '{url}' is not accepted; it must be absolute, such as http://shop.test/product/1.");
            return ExitCodes.BadInput;
        }

        var headers = arguments.GetValue(Header) ?? [];
        if (headers.FirstOrDefault(header => header.IndexOf(':', StringComparison.Ordinal) < 1) is { } bad)
        {
            await Console.Error.WriteLineAsync($"The header '{bad}' is not accepted; it must be 'Name: value'.");
            return ExitCodes.BadInput;
        }

        if (arguments.GetValue(Running) is { } admin)
        {
            var query = string.Concat(headers.Select(header => $"&header={Uri.EscapeDataString(header)}"));
            return await AdminClient.GetTextAsync(new Uri(admin, $"/api/cache/explain?url={Uri.EscapeDataString(url)}{query}"), cancellationToken);
        }

        if (await ConfigReport.TryReadAsync(arguments.GetRequiredValue(RunCommand.ConfigOption).FullName, cancellationToken) is not { } config)
        {
            return ExitCodes.BadInput;
        }

        return await ExplainAsync(config, url, address, headers, cancellationToken);
    }

    private static async Task<int> ExplainAsync(GatewayConfig config, string url, Uri address, string[] headers, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-explain-").FullName;
        try
        {
            var sink = new ExplainSink();
            await using var server = await GatewayServer.StartAsync(Isolated(config, folder), cancellationToken, sink);
            var site = new Uri(server.SiteAddresses.First());
            var first = await RequestAsync(site, url, address, headers, sink, cancellationToken);
            var second = await RequestAsync(site, url, address, headers, sink, cancellationToken);
            if (first is null || second is null)
            {
                Console.WriteLine($"{url}\n  No route of the configuration matches: the answer is 404.");
                return ExitCodes.Done;
            }

            Print(url, first, second);
            return ExitCodes.Done;
        }
        catch (ConfigException exception)
        {
            ConfigReport.Write(exception);
            return ExitCodes.BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"The request cannot be explained: {exception.Message}");
            return ExitCodes.CouldNotRun;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The data of a running gateway is left alone, and its ports too.
    private static GatewayConfig Isolated(GatewayConfig config, string folder) => config with
    {
        DataFolder = folder,
        AdminAddress = new Uri("http://127.0.0.1:0"),
        Standard = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Yarp"] = "None",
        }).Build(),
    };

    private static async Task<RequestExplanation?> RequestAsync(
        Uri site, string url, Uri address, string[] headers, ExplainSink sink, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var target = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
            $"http://{site.Authority}{(slash < 0 ? "/" : target[slash..])}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Host = address.Authority;
        request.Headers.Add(ExplainStep.SchemeField, address.Scheme);
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) edge-gateway explain");
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon].Trim(), header[(colon + 1)..].Trim());
        }

        using var response = await client.SendAsync(request, cancellationToken);
        return await sink.TakeAsync(cancellationToken);
    }

    private static void Print(string url, RequestExplanation first, RequestExplanation second)
    {
        Console.WriteLine(url);
        Console.WriteLine(ExplanationText.Line("answer", $"{first.StatusCode} {first.ContentType}"));
        Console.WriteLine(ExplanationText.Line("first", first.CacheStatus));
        Console.WriteLine(ExplanationText.Line("second", second.CacheStatus));
        Console.WriteLine(ExplanationText.Line("stored", StoredText(first, second)));
        foreach (var line in ExplanationText.Of(second.Route, second.Cache))
        {
            Console.WriteLine(line);
        }

        if (second.Refusal is { } refusal)
        {
            Console.WriteLine($"  page       left as it is: {refusal}");
        }
        else if (second.IsPage && second.Slots.Count == 0)
        {
            Console.WriteLine("  slots      none applies to this route and path");
        }

        foreach (var slot in second.Slots)
        {
            Console.WriteLine($"  slot       {slot.Slot} ({slot.Selector}): {slot.Result}");
        }
    }

    // The second request knows: whether an answer is kept is settled when its last byte has come.
    private static string StoredText(RequestExplanation first, RequestExplanation second) =>
        second.CacheStatus.Contains("hit", StringComparison.Ordinal) ? "yes"
        : second.NotStored != NotStoredReason.None ? $"no: {second.NotStored.ToText()}"
        : first.NotStored != NotStoredReason.None ? $"no: {first.NotStored.ToText()}"
        : "no";
}
