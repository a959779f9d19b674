using System.CommandLine;
using EdgeGateway.Configuration;
using EdgeGateway.Explaining;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Commands;

/// <summary><c>preview URL</c>: makes a token with which the running site explains its answers, as a link and as a header.</summary>
internal static class PreviewCommand
{
    private static readonly Argument<string> Address = new("url") { Description = "A page of the site as a browser requests it." };
    private static readonly Option<string> Life = new("--for") { Description = "How long it holds, 1s to 7d.", DefaultValueFactory = _ => "1h" };

    public static Command Create()
    {
        var command = new Command("preview", "Make a link that explains answers. Example: edge-gateway preview --config gateway.json https://shop.test/product/1")
        {
            RunCommand.ConfigOption, Address, Life,
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

        var text = arguments.GetRequiredValue(Life);
        if (!Quantities.TryParseDuration(text, out var life) || life < TimeSpan.FromSeconds(1) || life > PreviewTokens.LongestLife)
        {
            await Console.Error.WriteLineAsync($"The time '{text}' of --for is not accepted; it must be from 1s to 7d.");
            return ExitCodes.BadInput;
        }

        if (await ConfigReport.TryReadAsync(arguments.GetRequiredValue(RunCommand.ConfigOption).FullName, cancellationToken) is not { } config)
        {
            return ExitCodes.BadInput;
        }

        try
        {
            var time = TimeProvider.System;
            var token = PreviewTokens.LoadOrCreate(Path.Combine(config.DataFolder, "keys"), time).Create(PreviewHost.Of(address), life);
            Console.WriteLine(ExplanationText.Line("link", $"{address.GetLeftPart(UriPartial.Authority)}/_edge/preview?token={token}&to={Uri.EscapeDataString(address.PathAndQuery)}"));
            Console.WriteLine(ExplanationText.Line("header", $"{PreviewTokens.FieldName}: {token}"));
            Console.WriteLine(ExplanationText.Line("expires", $"{time.GetUtcNow() + life:u}"));
            return ExitCodes.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"No token can be made: {exception.Message}");
            return ExitCodes.CouldNotRun;
        }
    }
}
