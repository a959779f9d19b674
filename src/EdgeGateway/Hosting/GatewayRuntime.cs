using System.Diagnostics.Metrics;
using EdgeGateway.Commands;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Events;
using EdgeGateway.Inference;
using EdgeGateway.Inference.Registry;
using EdgeGateway.Storage;
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

    private GatewayRuntime(GatewayConfig config, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters)
    {
        _logger = loggers.CreateLogger<GatewayRuntime>();
        Models = new ModelRegistry(
            new ModelRegistryOptions { Directory = config.Recommendations.ModelsFolder ?? Path.Combine(config.DataFolder, "models") },
            time, loggers.CreateLogger<ModelRegistry>(), new InferenceMetrics(meters));
    }

    public required VisitorKeyRing Keys { get; init; }

    public required PreviewTokens Previews { get; init; }

    public required IKeyValueStore Store { get; init; }

    public required IJournal Journal { get; init; }

    public required ProfileStore Profiles { get; init; }

    public required EventLog Events { get; init; }

    public required EventsMetrics EventsMetrics { get; init; }

    public LiveCatalogue Catalogue { get; } = new();

    public ModelRegistry Models { get; }

    public static async Task<GatewayRuntime> OpenAsync(
        GatewayConfig config, TimeProvider time, ILoggerFactory loggers, IMeterFactory meters)
    {
        Directory.CreateDirectory(config.DataFolder);
        var keysFolder = Path.Combine(config.DataFolder, "keys");
        var keys = VisitorKeyRing.LoadOrCreate(keysFolder, time, loggers.CreateLogger<VisitorKeyRing>());
        var storageMetrics = new StorageMetrics(meters);
        var eventsMetrics = new EventsMetrics(meters);
        var store = FasterKeyValueStore.Open(
            new KeyValueStoreOptions { Directory = Path.Combine(config.DataFolder, "profiles") }, time,
            loggers.CreateLogger<FasterKeyValueStore>(), storageMetrics);
        var journal = FasterJournal.Open(
            new JournalOptions { Directory = Path.Combine(config.DataFolder, "journal"), MinimumAddress = store.Recovery.AppliedAddress },
            time, loggers.CreateLogger<FasterJournal>(), storageMetrics);
        var profiles = new ProfileStore(store, ProfileKey.LoadOrCreate(keysFolder));
        var events = await EventLog.StartAsync(
            journal, store, profiles, new EventLogOptions { CheckpointEvery = config.Events.CheckpointEvery }, time,
            loggers.CreateLogger<EventLog>(), eventsMetrics);
        var runtime = new GatewayRuntime(config, time, loggers, meters)
        {
            Keys = keys,
            Previews = PreviewTokens.LoadOrCreate(keysFolder, time),
            Store = store,
            Journal = journal,
            Profiles = profiles,
            Events = events,
            EventsMetrics = eventsMetrics,
        };
        runtime.Report();
        runtime.LoadCatalogue(config);
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
            Log.CatalogueProblem(_logger, file, CatalogueCheck.Sentence(problem));
        }

        if (loaded.Catalogue is { } catalogue)
        {
            Catalogue.Replace(catalogue);
            Log.CatalogueLoaded(_logger, file, catalogue.Items.Length);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Store.DisposeAsync();
        await Journal.DisposeAsync();
        Models.Dispose();
    }

    private void Report()
    {
        foreach (var problem in Store.Recovery.Problems.Concat(Journal.Problems))
        {
            Log.RecoveryProblem(_logger, problem);
        }
    }
}
