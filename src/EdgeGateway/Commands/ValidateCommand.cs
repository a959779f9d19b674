using System.CommandLine;
using EdgeGateway.Configuration;
using EdgeGateway.Site;

namespace EdgeGateway.Commands;

/// <summary><c>validate --config F</c>: every problem of a configuration and of the files it names, at once.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var command = new Command("validate", "Check a configuration without running it. Example: edge-gateway validate --config gateway.json")
        {
            RunCommand.ConfigOption,
        };
        command.SetAction(InvokeAsync);
        return command;
    }

    private static async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var file = arguments.GetRequiredValue(RunCommand.ConfigOption).FullName;
        if (await ConfigReport.TryReadAsync(file, cancellationToken) is not { } config)
        {
            return ExitCodes.BadInput;
        }

        var problems = new List<ConfigProblem>();
        var site = SiteCompiler.TryCompile(config, problems);
        problems.AddRange(CatalogueCheck.Run(config));
        if (site is null || problems.Count > 0)
        {
            ConfigReport.Write(new ConfigException(file, problems));
            return ExitCodes.BadInput;
        }

        Console.WriteLine($"'{file}' is valid: {site.Routes.Count} routes, {config.Cache.Policies.Count} cache policies, "
            + $"{config.Slots.Count} slots, {config.Segments.Count} segments, {config.Experiments.Count} experiments.");
        return ExitCodes.Done;
    }
}
