using System.Diagnostics;
using EdgeGateway.Inference.Sessions;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Inference.Models;

/// <summary>
/// A served model of the task <c>next-item</c>: a visitor's last items in, the best next items out. Thread-safe; a call that
/// races <see cref="Dispose"/> either completes or throws <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed partial class NextItemModel : IDisposable
{
    private readonly IModelSession _session;
    private readonly ItemVocabulary _vocabulary;
    private readonly HistoryWeights _weights;
    private readonly InferenceMetrics? _metrics;
    private readonly int _maxExclude;

    private NextItemModel(ModelFolder folder, ItemVocabulary vocabulary, IModelSession session, InferenceMetrics? metrics)
    {
        Name = folder.Name;
        Version = folder.Version;
        Manifest = folder.Manifest;
        MaxHistory = Manifest.Inputs[0].Count;
        MaxResults = Manifest.Outputs[0].Count;
        _maxExclude = Manifest.Inputs[2].Count;
        _weights = new HistoryWeights(Manifest.Features, MaxHistory);
        _vocabulary = vocabulary;
        _session = session;
        _metrics = metrics;
    }

    /// <summary>Name of the model: its folder.</summary>
    public string Name { get; }

    /// <summary>Version of the model: its folder within the model's.</summary>
    public string Version { get; }

    /// <summary>What the model says about itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Items in the vocabulary.</summary>
    public int ItemCount => _vocabulary.Count;

    /// <summary>Steps of a history that are looked at.</summary>
    public int MaxHistory { get; }

    /// <summary>Items that one call can give.</summary>
    public int MaxResults { get; }

    /// <summary>Finds an item's index by its UTF-8 id; allocates nothing.</summary>
    public bool TryGetIndex(ReadOnlySpan<byte> utf8Item, out int index) => _vocabulary.TryGetIndex(utf8Item, out index);

    /// <summary>Finds an item's index by its id; allocates nothing.</summary>
    public bool TryGetIndex(ReadOnlySpan<char> item, out int index) => _vocabulary.TryGetIndex(item, out index);

    /// <summary>The id at an index of the vocabulary.</summary>
    public string ItemAt(int index) => _vocabulary.ItemAt(index);

    /// <summary>
    /// Gives the best next items, best first, and how many they are: at most <paramref name="best"/>'s length and
    /// <see cref="MaxResults"/>. Allocates nothing managed once its binding is made.
    /// </summary>
    /// <param name="historyNewestFirst">Item indexes; those outside the vocabulary are left out.</param>
    /// <param name="types">
    /// Event type of each, or empty: all count the same. Neighbours with the same item and different types (view, then cart) are
    /// one step with the larger weight.
    /// </param>
    /// <param name="exclude">Item indexes that must not be given.</param>
    /// <param name="best">Receives the items.</param>
    /// <exception cref="OnnxRuntimeException">The native library failed, or the model gave a score that is no number.</exception>
    public int Score(
        ReadOnlySpan<int> historyNewestFirst, ReadOnlySpan<EventType> types, ReadOnlySpan<int> exclude, Span<ScoredItem> best)
    {
        if (!types.IsEmpty && types.Length != historyNewestFirst.Length)
        {
            throw new ArgumentException($"{types.Length} types for {historyNewestFirst.Length} items.", nameof(types));
        }

        var started = Stopwatch.GetTimestamp();
        var binding = _session.Rent();
        var succeeded = false;
        try
        {
            WriteHistory(binding, historyNewestFirst, types);
            WriteExclusions(binding, exclude);
            binding.Run();
            var count = ReadBest(binding, exclude, best);
            succeeded = true;
            return count;
        }
        finally
        {
            _session.GiveBack(binding);
            _metrics?.Scored(Name, Stopwatch.GetElapsedTime(started), succeeded);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
