using System.Collections.Frozen;
using EdgeGateway.Inference.Models;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Inference.Registry;

/// <summary>
/// The models that serve: of each name the newest version that passes its checks. A reload builds the new set beside the old and
/// swaps one reference; a refused version leaves the one before it serving. Lookups are lock-free; reloads run one at a time.
/// </summary>
public sealed partial class ModelRegistry : IDisposable
{
    private readonly ModelRegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModelRegistry> _logger;
    private readonly InferenceMetrics? _metrics;
    private readonly OnnxRuntime? _runtime;
    private readonly Lock _reloading = new();
    private readonly HashSet<RetiredModel> _retired = [];
    private Snapshot _current = new(FrozenDictionary<string, ServedModel>.Empty, []);

    /// <summary>Loads the native library and every model. Never throws for what is missing or broken: that is reported.</summary>
    public ModelRegistry(
        ModelRegistryOptions options, TimeProvider time, ILogger<ModelRegistry> logger, InferenceMetrics? metrics = null)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _runtime = OnnxRuntime.TryLoad(options.LibraryPath, out var report);
        Report = report;
        if (_runtime is null)
        {
            Log.ScoringOff(logger, report);
        }
        else
        {
            Log.RuntimeLoaded(logger, report);
        }

        Reload();
    }

    /// <summary>One sentence about the native library: version and providers, or why model scoring is off.</summary>
    public string Report { get; }

    /// <summary>False when no model can be scored because the native library is absent.</summary>
    public bool ScoringOn => _runtime is not null;

    /// <summary>Versions that were refused at the last reload.</summary>
    public IReadOnlyList<ModelProblem> Problems => _current.Problems;

    /// <summary>The models that serve, by name.</summary>
    public IEnumerable<NextItemModel> Models => _current.Models.Values.Select(static served => served.Model);

    /// <summary>The model that serves under a name, or null. Do not keep it longer than one request.</summary>
    public NextItemModel? Find(string name) => _current.Models.TryGetValue(name, out var served) ? served.Model : null;

    /// <summary>Stops serving and frees the native objects.</summary>
    public void Dispose()
    {
        lock (_reloading)
        {
            foreach (var model in Models)
            {
                model.Dispose();
            }

            foreach (var retired in _retired.ToArray())
            {
                retired.Dispose();
            }

            _current = new Snapshot(FrozenDictionary<string, ServedModel>.Empty, []);
            _runtime?.Dispose();
        }
    }

    /// <summary>One consistent state.</summary>
    private sealed record Snapshot(FrozenDictionary<string, ServedModel> Models, IReadOnlyList<ModelProblem> Problems);

    /// <summary>A model with the state of its manifest file when it was loaded: a rewritten version is loaded again.</summary>
    private sealed record ServedModel(NextItemModel Model, DateTime ManifestWritten);
}
