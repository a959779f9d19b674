using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Decisions.Slots;

/// <summary>What a choice or a variant shows. Immutable.</summary>
public sealed class SlotContentModel
{
    internal SlotContentModel(
        string? fragment, RecommendModel? recommend, IReadOnlyDictionary<string, string> values, string? text = null, bool removes = false)
    {
        Text = text;
        Removes = removes;
        Fragment = fragment;
        Recommend = recommend;
        Values = values.ToFrozenDictionary(StringComparer.Ordinal);
        FrameHash = HashFrame(fragment, Values, removes ? "-" : text is null ? "" : "+" + text);
    }

    /// <summary>The fragment's name, or null.</summary>
    public string? Fragment { get; }

    /// <summary>Text in place of a fragment, or null.</summary>
    public string? Text { get; }

    /// <summary>True when what is there is taken away.</summary>
    public bool Removes { get; }

    /// <summary>True when the origin's bytes stay: a variant that changes nothing.</summary>
    public bool KeepsOrigin => Fragment is null && Text is null && !Removes;

    /// <summary>The row of items; null when the fragment shows none.</summary>
    public RecommendModel? Recommend { get; }

    /// <summary>Texts for the fragment by name.</summary>
    public FrozenDictionary<string, string> Values { get; }

    /// <summary>Hash of fragment name and values: the part of the decision hash that is known in advance.</summary>
    internal ulong FrameHash { get; }

    private static ulong HashFrame(string? fragment, FrozenDictionary<string, string> values, string plain)
    {
        // Lengths before texts, so that no two different sets of values write the same bytes.
        var text = new StringBuilder().Append(fragment?.Length ?? -1).Append(':').Append(fragment).Append(plain);
        foreach (var (name, value) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        }

        return Hash64.Compute(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
