using EdgeGateway.Inference;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.Training.Commands;
using Spectre.Console;

namespace EdgeGateway.Benchmarks.Samples;

/// <summary>A next-item model learned from the sample shop's sessions, in a folder that goes with it.</summary>
internal sealed class SampleModel : IDisposable
{
    private const int SessionsPerItem = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-bench-model-");

    private SampleModel()
    {
    }

    /// <summary>One sentence when the native library is absent.</summary>
    public static IEnumerable<string> Missing
    {
        get
        {
            using var runtime = OnnxRuntime.TryLoad(null, out var report);
            return runtime is null ? [$"{report} Benchmarks that score a model show no numbers."] : [];
        }
    }

    /// <summary>The folder of all models.</summary>
    public string Models => Path.Combine(_folder.FullName, "models");

    /// <summary>The folder of the one version there is.</summary>
    public string VersionFolder => Directory.GetDirectories(Path.Combine(Models, "next-item")).Single();

    /// <summary>Learns a model of about so many items.</summary>
    public static SampleModel Train(int items)
    {
        var sample = new SampleModel();
        var events = Path.Combine(sample._folder.FullName, "events.csv");
        File.WriteAllLines(events, ShopPage.EventLines(items, items * SessionsPerItem));
        var options = new TrainOptions { Events = events, Out = Path.Combine(sample.Models, "next-item"), Validate = "0.1" };
        var silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        var exit = TrainCommand.RunAsync(options, silent, CancellationToken.None).GetAwaiter().GetResult();
        return exit == 0
            ? sample
            : throw new InvalidOperationException($"Training the sample model failed with exit code {exit}.");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
