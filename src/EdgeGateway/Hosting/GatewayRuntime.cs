using System.Diagnostics.Metrics;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Events;
using EdgeGateway.Events.Capture;
using EdgeGateway.Inference;
using EdgeGateway.Inference.Models;
using EdgeGateway.Storage.Hybrid;
using EdgeGateway.Storage.Journal;
using EdgeGateway.Storage.KeyValue;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Hosting;

/// <summary>
/// What lives as long as the process: keys, profile store, journal, event log, models, catalogue. Opening it replays the
/// journal; disposing it writes a last checkpoint.
/// </summary>
internal sealed class GatewayRuntime : IAsyncDisposable
{
    private readonly ILogger<GatewayRuntime> _logger;
    private readonly OnnxRuntime? _onnx;

    private GatewayRuntime(GatewayConfig config, ILoggerFactory loggers, OnnxRuntime? onnx, string report)
    {
        _logger = loggers.CreateLogger<GatewayRuntime>();
        _onnx = onnx;
        ModelReport = report;
        Models = new ModelRegistry(onnx, config.Recommendations.ModelsFolder);
    }

    public required VisitorKeyRing Keys { get; init; }

    public required IKeyValueStore Store { get; init; }

    public required IJournal Journal { get; init; }

    public required ProfileStore Profiles { get; init; }

    public required EventLog Events { get; init; }

    public LiveCatalogue Catalogue { get; } = new();

    public ModelRegistry Models { get; }

    /// <summary>One sentence: which ONNX Runtime scores, or why none does.</summary>
    public string ModelReport { get; }

    public static async Task<GatewayRuntime> OpenAsync(
        GatewayConfig config, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters)
    {
        Directory.CreateDirectory(config.DataFolder);
        var keys = VisitorKeyRing.LoadOrCreate(Path.Combine(config.DataFolder, "keys"));
        var store = FasterKeyValueStore.Open(
            new KeyValueStoreOptions { Folder = Path.Combine(config.DataFolder, "profiles") }, loggers.CreateLogger<FasterKeyValueStore>());
        var journal = FasterJournal.Open(
            new JournalOptions { Folder = Path.Combine(config.DataFolder, "journal") }, time, loggers.CreateLogger<FasterJournal>());
        var profiles = new ProfileStore(store, keys);
        var events = await EventLog.StartAsync(
            journal, store, profiles, new EventLogOptions { CheckpointInterval = config.Events.CheckpointEvery }, time,
            loggers.CreateLogger<EventLog>(), new EventsMetrics(meters));
        var onnx = OnnxRuntime.TryLoad(null, out var report);
        var runtime = new GatewayRuntime(config, loggers, onnx, report)
        {
            Keys = keys,
            Store = store,
            Journal = journal,
            Profiles = profiles,
            Events = events,
        };
        runtime.Report();
        runtime.LoadCatalogue(config);
        runtime.LoadModels();
        return runtime;
    }

    /// <summary>Reads the catalogue file; a bad one leaves the previous catalogue in place.</summary>
    public void LoadCatalogue(GatewayConfig config)
    {
        if (config.Recommendations.CatalogueFile is not { } file)
        {
            return;
        }

        var loaded = CatalogueFile.Load(file);
        foreach (var problem in loaded.Problems)
        {
            Log.CatalogueProblem(_logger, file, problem.ToString());
        }

        if (loaded.Catalogue is { } catalogue)
        {
            Catalogue.Replace(catalogue);
            Log.CatalogueLoaded(_logger, file, catalogue.Items.Length);
        }
    }

    /// <summary>Looks for new model versions; one that is refused leaves the previous version scoring.</summary>
    public void LoadModels()
    {
        foreach (var problem in Models.Reload())
        {
            Log.ModelRefused(_logger, problem.Folder, problem.Reason);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Store.DisposeAsync();
        await Journal.DisposeAsync();
        Models.Dispose();
        _onnx?.Dispose();
    }

    private void Report()
    {
        Log.ModelRuntime(_logger, ModelReport);
        foreach (var problem in Store.Recovery.Problems.Concat(Journal.Problems))
        {
            Log.RecoveryProblem(_logger, problem);
        }
    }
}
