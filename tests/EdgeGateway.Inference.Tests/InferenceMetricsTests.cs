using System.Diagnostics.Metrics;
using EdgeGateway.Inference.Models;
using EdgeGateway.Inference.Registry;
using EdgeGateway.Inference.Tests.Models;
using EdgeGateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Inference.Tests;

public sealed class InferenceMetricsTests
{
    [RuntimeFact]
    public void LoadsRefusalsAndScores_AreCountedByModel()
    {
        using var models = new ModelFolderFixture();
        models.Write(version: "1");
        File.Delete(Path.Combine(models.Write(version: "2"), "items.txt"));
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var seen = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "EdgeGateway.Inference" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => seen.Add($"{instrument.Name} {value} {tags[0].Value}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Add($"{instrument.Name} {tags[0].Value}"));
        listener.Start();

        using var registry = new ModelRegistry(
            new ModelRegistryOptions { Directory = models.Root }, new ManualTimeProvider(), NullLogger<ModelRegistry>.Instance,
            new InferenceMetrics(meters));
        registry.Find("next-item")!.Score([0], [], [], new ScoredItem[1]);

        Assert.Equal(
            [
                "edge.inference.model.refusals 1 next-item",
                "edge.inference.model.loads 1 next-item",
                "edge.inference.duration next-item",
            ],
            seen);
    }

    [Fact]
    public void Registration_GivesOneRegistry()
    {
        using var services = new ServiceCollection().AddLogging()
            .AddInference(new ModelRegistryOptions { Directory = "/no/such/folder" }).BuildServiceProvider();

        Assert.Same(services.GetRequiredService<ModelRegistry>(), services.GetRequiredService<ModelRegistry>());
    }
}
