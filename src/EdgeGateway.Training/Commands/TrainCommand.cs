using EdgeGateway.Inference;
using EdgeGateway.Inference.Models;
using EdgeGateway.Training.Events;
using EdgeGateway.Training.Export;
using EdgeGateway.Training.ItemToItem;
using Spectre.Console;

namespace EdgeGateway.Training.Commands;

/// <summary>Learns a next-item model from a file of events and writes it as a new version of a model folder.</summary>
public static class TrainCommand
{
    private const int MostNeighbours = 1000;

    /// <summary>Runs the command; returns 0 when done, 1 for bad input, 2 when it could not run.</summary>
    public static async Task<int> RunAsync(TrainOptions options, IAnsiConsole console, CancellationToken cancellation)
    {
        if (!HoldOut.TryParse(options.Validate, out var fraction))
        {
            return console.Fail(
                $"'{options.Validate}' is no part to validate with; accepted are last-day and fractions above 0 up to 0.5.",
                ExitCodes.BadInput);
        }

        if (options.Neighbours is < 1 or > MostNeighbours)
        {
            return console.Fail(
                $"'{options.Neighbours}' neighbours are not possible; accepted are 1 to {MostNeighbours}.", ExitCodes.BadInput);
        }

        try
        {
            return await LearnAsync(options, fraction, console, cancellation);
        }
        catch (Exception e) when (e is EventFileException or ExportException)
        {
            return console.Fail(e.Message, ExitCodes.BadInput);
        }
        catch (Exception e) when (e is ModelRefusedException or IOException or UnauthorizedAccessException)
        {
            return console.Fail($"The model could not be written to '{options.Out}': {e.Message}", ExitCodes.CouldNotRun);
        }
    }

    private static async Task<int> LearnAsync(
        TrainOptions options, double? fraction, IAnsiConsole console, CancellationToken cancellation)
    {
        TrainedModel? model = null;
        EventFile? file = null;
        await console.StartProgress().StartAsync(async progress =>
        {
            var reading = progress.AddTask("Reading events", maxValue: 1);
            var choosing = progress.AddTask("Choosing settings", maxValue: SettingsSearch.Steps);
            var building = progress.AddTask("Building the table", maxValue: 1);
            await Task.Run(() =>
            {
                var catalogue = options.Catalogue is { } path ? CatalogueItems.Read(path) : null;
                file = EventFileReader.Read(
                    options.Events, catalogue, new TaskProgress<double>(share => reading.Value = share), cancellation);
                if (file.IsUsable)
                {
                    model = new NextItemTrainer(file.Sessions, options, fraction).Train(
                        new TaskProgress<int>(step => choosing.Value = step), cancellation);
                    building.Value = 1;
                }
            }, cancellation);
        });
        return console.Report(file!, options.Events) ? Write(model!, file!, options, console) : ExitCodes.BadInput;
    }

    private static int Write(TrainedModel model, EventFile file, TrainOptions options, IAnsiConsole console)
    {
        using var runtime = OnnxRuntime.TryLoad(options.LibraryPath, out var report);
        var folder = ModelWriter.Write(model, options.Out, draft =>
        {
            if (runtime is not null)
            {
                NextItemModel.Load(runtime, draft).Dispose();
            }
        });
        console.Write(TrainReport.Create(model));
        var (events, sessions) = (file.Sessions.Items.Length, file.Sessions.Count);
        console.MarkupLineInterpolated(
            $"Learned from {events:N0} events of {sessions:N0} sessions about {model.Items.Count:N0} items.");
        console.MarkupLineInterpolated(runtime is null
            ? $"[yellow]The model is not verified. {report}[/]"
            : (FormattableString)$"Verified with ONNX Runtime {runtime.Version}.");
        console.MarkupLineInterpolated($"Written to '{folder}'.");
        return ExitCodes.Done;
    }
}
