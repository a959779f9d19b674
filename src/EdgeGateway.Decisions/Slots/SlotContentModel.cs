using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Decisions.Slots;

/// <summary>What a choice or a variant shows. Immutable.</summary>
public sealed class SlotContentModel
{
    internal SlotContentModel(string? fragment, RecommendModel? recommend, IReadOnlyDictionary<string, string> values)
    {
        Fragment = fragment;
        Recommend = recommend;
        Values = values.ToFrozenDictionary(StringComparer.Ordinal);
        FrameHash = HashFrame(fragment, Values);
    }

    /// <summary>The fragment's name; null keeps the origin's bytes.</summary>
    public string? Fragment { get; }

    /// <summary>The row of items; null when the fragment shows none.</summary>
    public RecommendModel? Recommend { get; }

    /// <summary>Texts for the fragment by name.</summary>
    public FrozenDictionary<string, string> Values { get; }

    /// <summary>Hash of fragment name and values: the part of the decision hash that is known in advance.</summary>
    internal ulong FrameHash { get; }

    private static ulong HashFrame(string? fragment, FrozenDictionary<string, string> values)
    {
        // Lengths before texts, so that no two different sets of values write the same bytes.
        var text = new StringBuilder().Append(fragment?.Length ?? -1).Append(':').Append(fragment);
        foreach (var (name, value) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        }

        return Hash64.Compute(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
