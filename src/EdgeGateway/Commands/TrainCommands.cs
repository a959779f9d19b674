using System.CommandLine;
using EdgeGateway.Training.Commands;
using Spectre.Console;

namespace EdgeGateway.Commands;

/// <summary><c>train</c> and <c>evaluate</c>: next-item models from files of events.</summary>
internal static class TrainCommands
{
    private static readonly Option<FileInfo> Events = new("--events")
    {
        Description = "CSV or TSV, also .gz, with the columns session (or visitor), item, timestamp and perhaps type.",
        Required = true,
    };

    public static Command CreateTrain()
    {
        var output = new Option<DirectoryInfo>("--out") { Description = "The model's folder; a new version is added to it.", Required = true };
        var validate = new Option<string>("--validate")
        {
            Description = "What settings are chosen on: last-day, or a fraction such as 0.1.",
            DefaultValueFactory = static _ => "last-day",
        };
        var seed = new Option<int>("--seed") { Description = "Same data and seed, same model.", DefaultValueFactory = static _ => 1 };
        var neighbours = new Option<int>("--neighbours")
        {
            Description = "Items kept for each item, 1 to 1000: fewer make a smaller model.",
            DefaultValueFactory = static _ => 100,
        };
        var command = new Command("train", "Learn a next-item model. Example: edge-gateway train --events clicks.csv --out models/next-item")
        {
            Events, output, validate, seed, neighbours,
        };
        command.SetAction((arguments, cancellationToken) => TrainCommand.RunAsync(
            new TrainOptions
            {
                Events = arguments.GetRequiredValue(Events).FullName,
                Out = arguments.GetRequiredValue(output).FullName,
                Validate = arguments.GetRequiredValue(validate),
                Seed = arguments.GetValue(seed),
                Neighbours = arguments.GetValue(neighbours),
            },
            AnsiConsole.Console, cancellationToken));
        return command;
    }

    public static Command CreateEvaluate()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "One version's folder.", Required = true };
        var protocol = new Option<string>("--protocol") { Description = "What is predicted.", DefaultValueFactory = static _ => "next-item" };
        protocol.AcceptOnlyFromAmong("next-item");
        var at = new Option<int>("--at") { Description = "Items in a list.", DefaultValueFactory = static _ => 20 };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("evaluate", "Measure a model. Example: edge-gateway evaluate --model models/next-item/1 --events test.csv --at 20")
        {
            model, Events, protocol, at, json,
        };
        command.SetAction((arguments, cancellationToken) => EvaluateCommand.RunAsync(
            new EvaluateOptions
            {
                Model = arguments.GetRequiredValue(model).FullName,
                Events = arguments.GetRequiredValue(Events).FullName,
                At = arguments.GetValue(at),
                Json = arguments.GetValue(json),
            },
            AnsiConsole.Console, cancellationToken));
        return command;
    }
}
