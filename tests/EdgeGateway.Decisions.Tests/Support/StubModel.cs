using System.Text;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Inference.Models;
using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Decisions.Tests.Support;

/// <summary>
/// A model whose best items are its vocabulary in order, without history and exclusions; tests see what it was asked.
/// </summary>
internal sealed class StubModel(string name, params string[] items) : INextItemModel
{
    public string Name => name;

    public string Version { get; set; } = "1";

    public int MaxHistory { get; init; } = 8;

    public int MaxResults { get; init; } = 50;

    public int Calls { get; private set; }

    public string[] History { get; private set; } = [];

    public EventType[] Types { get; private set; } = [];

    public string[] Excluded { get; private set; } = [];

    /// <summary>Runs inside each call: throws, or moves the clock.</summary>
    public Action? During { get; set; }

    /// <summary>Every item's score; falls by rank when null.</summary>
    public float? FixedScore { get; set; }

    /// <summary>Remembers what it was asked; off where allocations are counted.</summary>
    public bool Remembers { get; set; } = true;

    public bool TryGetIndex(ReadOnlySpan<byte> utf8Item, out int index)
    {
        Span<char> text = stackalloc char[128];
        return TryGetIndex(text[..Encoding.UTF8.GetChars(utf8Item, text)], out index);
    }

    public bool TryGetIndex(ReadOnlySpan<char> item, out int index)
    {
        for (index = 0; index < items.Length; index++)
        {
            if (item.SequenceEqual(items[index]))
            {
                return true;
            }
        }

        index = -1;
        return false;
    }

    public string ItemAt(int index) => items[index];

    public int Score(
        ReadOnlySpan<int> historyNewestFirst, ReadOnlySpan<EventType> types, ReadOnlySpan<int> exclude, Span<ScoredItem> best)
    {
        Calls++;
        if (Remembers)
        {
            History = Array.ConvertAll(historyNewestFirst.ToArray(), ItemAt);
            Types = types.ToArray();
            Excluded = Array.ConvertAll(exclude.ToArray(), ItemAt);
        }

        During?.Invoke();
        var count = 0;
        for (var i = 0; i < items.Length && count < best.Length; i++)
        {
            if (!exclude.Contains(i))
            {
                best[count] = new ScoredItem(i, FixedScore ?? 1f / (i + 1));
                count++;
            }
        }

        return count;
    }
}
