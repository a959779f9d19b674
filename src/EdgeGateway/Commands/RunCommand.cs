using System.CommandLine;
using EdgeGateway.Configuration;
using EdgeGateway.Hosting;

namespace EdgeGateway.Commands;

/// <summary><c>run --config gateway.json</c>: serve until asked to stop.</summary>
internal static class RunCommand
{
    public static Option<FileInfo> ConfigOption { get; } = new("--config", "-c")
    {
        Description = "The gateway.json to use.",
        DefaultValueFactory = static _ => new FileInfo("gateway.json"),
    };

    public static Command Create()
    {
        var command = new Command("run", "Serve a site. Example: edge-gateway run --config gateway.json") { ConfigOption };
        command.SetAction(InvokeAsync);
        return command;
    }

    public static async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (await ConfigReport.TryReadAsync(arguments.GetRequiredValue(ConfigOption).FullName, cancellationToken) is not { } config)
        {
            return ExitCodes.BadInput;
        }

        return await ServeAsync(config, static () => { }, cancellationToken);
    }

    /// <summary>Serves a configuration until asked to stop; what keeps it from starting is one sentence and an exit code.</summary>
    public static async Task<int> ServeAsync(GatewayConfig config, Action onStarted, CancellationToken cancellationToken)
    {
        // System.CommandLine listens for signals once an action has first waited: before that SIGTERM ends the process as it is.
        await Task.Yield();
        try
        {
            await using var server = await GatewayServer.StartAsync(config, cancellationToken);
            onStarted();
            await server.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Done;
        }
        catch (ConfigException exception)
        {
            ConfigReport.Write(exception);
            return ExitCodes.BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The gateway cannot start: {exception.Message}");
            return ExitCodes.CouldNotRun;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }
}
