using EdgeGateway.Inference.Models;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>A model that names the best next items: what the decision step needs of a served model. Thread-safe.</summary>
public interface INextItemModel
{
    /// <summary>Name of the model.</summary>
    string Name { get; }

    /// <summary>Version that serves.</summary>
    string Version { get; }

    /// <summary>Steps of a history that are looked at.</summary>
    int MaxHistory { get; }

    /// <summary>Items that one call can give.</summary>
    int MaxResults { get; }

    /// <summary>Finds an item's index by its UTF-8 id.</summary>
    bool TryGetIndex(ReadOnlySpan<byte> utf8Item, out int index);

    /// <summary>Finds an item's index by its id.</summary>
    bool TryGetIndex(ReadOnlySpan<char> item, out int index);

    /// <summary>The id at an index.</summary>
    string ItemAt(int index);

    /// <summary>Gives the best next items, best first, and how many they are; may throw.</summary>
    /// <param name="historyNewestFirst">Item indexes.</param>
    /// <param name="types">Event type of each.</param>
    /// <param name="exclude">Item indexes that must not be given.</param>
    /// <param name="best">Receives the items.</param>
    int Score(
        ReadOnlySpan<int> historyNewestFirst, ReadOnlySpan<EventType> types, ReadOnlySpan<int> exclude, Span<ScoredItem> best);
}
