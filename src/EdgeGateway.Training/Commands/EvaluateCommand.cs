using System.Globalization;
using System.Text.Json;
using EdgeGateway.Inference;
using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Evaluation;
using EdgeGateway.Training.Events;
using Spectre.Console;

namespace EdgeGateway.Training.Commands;

/// <summary>Asks a model about events it has not seen and prints how good and how fast its answers are.</summary>
public static class EvaluateCommand
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Runs the command; returns 0 when done, 1 for bad input, 2 when it could not run.</summary>
    public static async Task<int> RunAsync(EvaluateOptions options, IAnsiConsole console, CancellationToken cancellation)
    {
        if (options.Protocol != "next-item")
        {
            return console.Fail($"'{options.Protocol}' is no known protocol; accepted is next-item.", ExitCodes.BadInput);
        }

        using var runtime = OnnxRuntime.TryLoad(options.LibraryPath, out var report);
        if (runtime is null)
        {
            return console.Fail(report, ExitCodes.CouldNotRun);
        }

        try
        {
            using var model = NextItemModel.Load(runtime, options.Model);
            return options.At >= 1 && options.At <= model.MaxResults
                ? await EvaluateAsync(model, options, console, cancellation)
                : console.Fail(
                    $"'{options.At}' is no possible cut-off; this model accepts 1 to {model.MaxResults}.", ExitCodes.BadInput);
        }
        catch (ModelRefusedException e)
        {
            return console.Fail($"The model '{options.Model}' is refused: {e.Message}", ExitCodes.BadInput);
        }
        catch (EventFileException e)
        {
            return console.Fail(e.Message, ExitCodes.BadInput);
        }
    }

    private static async Task<int> EvaluateAsync(
        NextItemModel model, EvaluateOptions options, IAnsiConsole console, CancellationToken cancellation)
    {
        EventFile? file = null;
        EvaluationReport? report = null;
        void Evaluate(IProgress<double>? progress)
        {
            file = EventFileReader.Read(options.Events, null, null, cancellation);
            if (!file.IsUsable)
            {
                return;
            }

            var evaluation = new NextItemEvaluation(model, MarkovBaseline.Read(options.Model), options.At);
            report = evaluation.Run(file.Sessions, Path.GetFileName(options.Events), progress, cancellation);
        }

        if (options.Json)
        {
            await Task.Run(() => Evaluate(null), cancellation);
            if (report is null)
            {
                console.Report(file!, options.Events);
                return ExitCodes.BadInput;
            }

            await console.Profile.Out.Writer.WriteLineAsync(JsonSerializer.Serialize(report, JsonOptions));
            return ExitCodes.Done;
        }

        await console.StartProgress().StartAsync(async progress =>
        {
            var task = progress.AddTask("Predicting", maxValue: 1);
            await Task.Run(() => Evaluate(new TaskProgress<double>(share => task.Value = share)), cancellation);
        });
        if (!console.Report(file!, options.Events))
        {
            return ExitCodes.BadInput;
        }

        console.Write(TableOf(report!));
        return ExitCodes.Done;
    }

    private static Table TableOf(EvaluationReport report)
    {
        var table = new Table().AddColumn($"{report.Predictions:N0} predictions");
        var at = report.At;
        foreach (var name in (string[])[$"HR@{at}", $"MRR@{at}", $"nDCG@{at}", "coverage", "p50 µs", "p90 µs"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddRow(
            $"{report.Model} {report.Version}".EscapeMarkup(), Share(report.Hr), Share(report.Mrr), Share(report.Ndcg),
            Share(report.Coverage), Micros(report.P50Microseconds), Micros(report.P90Microseconds));
        foreach (var baseline in report.Baselines)
        {
            table.AddRow(baseline.Name, Share(baseline.Hr), Share(baseline.Mrr), Share(baseline.Ndcg), "", "", "");
        }

        return table.Caption($"{report.Events}, protocol {report.Protocol}".EscapeMarkup());
    }

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Micros(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
