using System.Text;
using EdgeGateway.Inference.Models;
using EdgeGateway.Inference.Registry;
using EdgeGateway.Inference.Tests.Models;
using EdgeGateway.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGateway.Inference.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly ModelFolderFixture _models = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _models.Dispose();

    [RuntimeFact]
    public void NewestVersion_ServesPerName()
    {
        _models.Write(version: "9");
        _models.Write(version: "10");
        _models.Write(name: "other", version: "1");

        using var registry = Create();

        Assert.Equal("10", registry.Find("next-item")!.Version);
        Assert.Equal("1", registry.Find("other")!.Version);
        Assert.Null(registry.Find("absent"));
        Assert.Empty(registry.Problems);
        Assert.StartsWith("ONNX Runtime 1.", registry.Report, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void RefusedNewestVersion_LeavesTheOneBeforeAndIsListed()
    {
        _models.Write(version: "1");
        Damage(_models.Write(version: "2"));

        using var registry = Create();

        Assert.Equal("1", registry.Find("next-item")!.Version);
        var problem = Assert.Single(registry.Problems);
        Assert.Equal(("next-item", "2"), (problem.Model, problem.Version));
        Assert.Contains("SHA-256", problem.Message, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void ReloadWithoutChange_KeepsTheSameModel()
    {
        _models.Write();
        using var registry = Create();
        var before = registry.Find("next-item");

        registry.Reload();

        Assert.Same(before, registry.Find("next-item"));
    }

    [RuntimeFact]
    public void RefusedNewVersionOnReload_KeepsTheServingModel()
    {
        _models.Write(version: "1");
        using var registry = Create();
        var before = registry.Find("next-item");
        Damage(_models.Write(version: "2"));

        registry.Reload();

        Assert.Same(before, registry.Find("next-item"));
        Assert.Single(registry.Problems);
    }

    [RuntimeFact]
    public void DamagedFilesOfTheServingVersion_DoNotStopIt()
    {
        var folder = _models.Write();
        using var registry = Create();
        var before = registry.Find("next-item");
        Damage(folder);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "manifest.json"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        registry.Reload();

        Assert.Same(before, registry.Find("next-item"));
        Assert.Single(registry.Problems);
    }

    [RuntimeFact]
    public void ReplacedModel_AnswersItsLastCallersAndThenGoes()
    {
        _models.Write(version: "1");
        using var registry = Create();
        var old = registry.Find("next-item")!;
        _models.Write(version: "2");

        registry.Reload();
        Assert.Equal("2", registry.Find("next-item")!.Version);
        Assert.Equal(3, old.Score([0], [], [], new ScoredItem[3]));

        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Throws<ObjectDisposedException>(() => old.Score([0], [], [], new ScoredItem[3]));
        Assert.Equal(3, registry.Find("next-item")!.Score([0], [], [], new ScoredItem[3]));
    }

    [RuntimeFact]
    public void RemovedModel_NoLongerServes()
    {
        var folder = _models.Write();
        using var registry = Create();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

        registry.Reload();

        Assert.Null(registry.Find("next-item"));
    }

    [RuntimeFact]
    public void DraftFolders_AreNotLookedAt()
    {
        _models.Write(version: "1");
        Damage(_models.Write(version: ".draft-2"));

        using var registry = Create();

        Assert.Equal("1", registry.Find("next-item")!.Version);
        Assert.Empty(registry.Problems);
    }

    [RuntimeFact]
    public async Task SwapsUnderLoad_FailNoRequest()
    {
        _models.Write(version: "1");
        using var registry = Create();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ScoreUntil(registry, stop.Token))).ToArray();

        for (var version = 2; version < 12; version++)
        {
            _models.Write(version: version.ToString(System.Globalization.CultureInfo.InvariantCulture));
            registry.Reload();
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), calls => Assert.True(calls > 0));
        Assert.Equal("11", registry.Find("next-item")!.Version);
    }

    [Fact]
    public void AbsentLibrary_TurnsScoringOffInOneSentence()
    {
        _models.Write();

        using var registry = new ModelRegistry(
            new ModelRegistryOptions { Directory = _models.Root, LibraryPath = "/no/such/library" },
            _time, NullLogger<ModelRegistry>.Instance);

        Assert.False(registry.ScoringOn);
        Assert.Null(registry.Find("next-item"));
        Assert.Equal(registry.Report, Assert.Single(registry.Problems).Message);
        Assert.StartsWith("Model scoring is off: '/no/such/library' from ", registry.Report, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void MissingModelsFolder_MeansNoModels()
    {
        using var registry = new ModelRegistry(
            new ModelRegistryOptions { Directory = _models.PathOf("absent", "") }, _time, NullLogger<ModelRegistry>.Instance);

        Assert.Empty(registry.Models);
        Assert.Empty(registry.Problems);
        Assert.True(registry.ScoringOn);
    }

    private static int ScoreUntil(ModelRegistry registry, CancellationToken stop)
    {
        var best = new ScoredItem[5];
        var calls = 0;
        do
        {
            Assert.Equal(5, registry.Find("next-item")!.Score([calls++ % 6], [], [], best));
        }
        while (!stop.IsCancellationRequested);
        return calls;
    }

    private ModelRegistry Create() =>
        new(new ModelRegistryOptions { Directory = _models.Root }, _time, NullLogger<ModelRegistry>.Instance);

    private static void Damage(string folder) =>
        File.WriteAllBytes(Path.Combine(folder, "items.txt"), Encoding.UTF8.GetBytes("a\nb\nc\nd\né\ng\n"));
}
