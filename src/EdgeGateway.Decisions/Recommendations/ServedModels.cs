using System.Runtime.CompilerServices;
using EdgeGateway.Inference.Models;
using EdgeGateway.Inference.Registry;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>The models of a registry as the decision step sees them. One adapter lives as long as its model.</summary>
public sealed class ServedModels(ModelRegistry registry) : INextItemModels
{
    private readonly ConditionalWeakTable<NextItemModel, Served> _served = [];

    /// <inheritdoc/>
    public INextItemModel? Find(string name) =>
        registry.Find(name) is { } model ? _served.GetValue(model, static model => new Served(model)) : null;

    private sealed class Served(NextItemModel model) : INextItemModel
    {
        public string Name => model.Name;

        public string Version => model.Version;

        public int MaxHistory => model.MaxHistory;

        public int MaxResults => model.MaxResults;

        public bool TryGetIndex(ReadOnlySpan<byte> utf8Item, out int index) => model.TryGetIndex(utf8Item, out index);

        public bool TryGetIndex(ReadOnlySpan<char> item, out int index) => model.TryGetIndex(item, out index);

        public string ItemAt(int index) => model.ItemAt(index);

        public int Score(
            ReadOnlySpan<int> historyNewestFirst, ReadOnlySpan<EventType> types, ReadOnlySpan<int> exclude,
            Span<ScoredItem> best) =>
            model.Score(historyNewestFirst, types, exclude, best);
    }
}
