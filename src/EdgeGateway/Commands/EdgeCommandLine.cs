using System.CommandLine;

namespace EdgeGateway.Commands;

/// <summary>The command line: <c>edge-gateway COMMAND …</c>; without a command, <c>run</c>.</summary>
internal static class EdgeCommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("EdgeGateway makes any website personal without changing it.")
        {
            RunCommand.Create(),
            DemoCommand.Create(),
            ValidateCommand.Create(),
            ExplainCommand.Create(),
            PreviewCommand.Create(),
            PurgeCommand.Create(),
            TrainCommands.CreateTrain(),
            TrainCommands.CreateEvaluate(),
            ReplayCommand.Create(),
            EraseCommand.Create(),
            HealthCommand.Create(),
        };
        root.Options.Add(RunCommand.ConfigOption);
        root.SetAction(RunCommand.InvokeAsync);
        return root;
    }
}
