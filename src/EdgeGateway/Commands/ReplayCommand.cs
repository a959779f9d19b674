using System.CommandLine;
using EdgeGateway.Replay;

namespace EdgeGateway.Commands;

/// <summary><c>replay</c>: sends recorded sessions to a running gateway as browsers would, and checks what it made of them.</summary>
internal static class ReplayCommand
{
    private static readonly Option<FileInfo> Events = new("--events")
    {
        Description = "CSV or TSV, also .gz, with the columns session (or visitor), item, timestamp and perhaps type.",
        Required = true,
    };

    private static readonly Option<Uri> To =
        HttpAddress.Option("--to", "The gateway's site address.", "http://127.0.0.1:8080");

    private static readonly Option<int> Clients = new("--clients") { Description = "Sessions at a time.", DefaultValueFactory = static _ => 8 };
    private static readonly Option<int> Batch = new("--batch") { Description = "Events per request, 1 to 50.", DefaultValueFactory = static _ => 10 };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Stop after this many sessions." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Read each visitor's data back and compare it." };
    private static readonly Option<TimeSpan> Patience = new("--patience")
    {
        Description = "How long to go on trying while the gateway does not answer, as hh:mm:ss.",
        DefaultValueFactory = static _ => TimeSpan.FromSeconds(30),
    };

    public static Command Create()
    {
        var command = new Command("replay", "Send recorded events over HTTP. Example: edge-gateway replay --events clicks.csv --clients 8 --verify")
        {
            Events, To, Clients, Batch, Limit, Verify, Patience,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new ReplayOptions(
            arguments.GetRequiredValue(Events).FullName, arguments.GetRequiredValue(To), arguments.GetValue(Clients),
            arguments.GetValue(Batch), arguments.GetValue(Limit), arguments.GetValue(Verify), arguments.GetValue(Patience));
        if (options.Clients is < 1 or > 256 || options.Batch is < 1 or > 50)
        {
            await Console.Error.WriteLineAsync("--clients must be from 1 to 256 and --batch from 1 to 50.");
            return ExitCodes.BadInput;
        }

        try
        {
            var report = await new SessionReplay(options).RunAsync(cancellationToken);
            Console.WriteLine(report);
            return report.Mismatches.Count == 0 ? ExitCodes.Done : ExitCodes.BadInput;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"The replay stopped: {exception.Message}");
            return exception is HttpRequestException ? ExitCodes.CouldNotRun : ExitCodes.BadInput;
        }
    }
}
