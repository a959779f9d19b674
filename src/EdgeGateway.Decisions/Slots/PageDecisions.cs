using System.Runtime.InteropServices;
using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Slots;

/// <summary>
/// What the decisions of one page share: one catalogue, one deadline, the items already shown, forced variants. Pooled by
/// the caller, who starts it anew for each page. One page at a time, not thread-safe.
/// </summary>
public sealed class PageDecisions
{
    private readonly List<int> _shown = new(64);
    private ItemCatalogue? _catalogue;

    /// <summary>Variant names by experiment that a preview forces on this page; null for visitors.</summary>
    public IReadOnlyDictionary<string, string>? ForcedVariants { get; set; }

    /// <summary>When the page's decisions began: a timestamp of the time provider.</summary>
    internal long Started { get; private set; }

    /// <summary>Longest time all decisions of the page may take together.</summary>
    internal TimeSpan Deadline { get; private set; }

    /// <summary>Ordinals of items that a slot of the page shows.</summary>
    internal ReadOnlySpan<int> Shown => CollectionsMarshal.AsSpan(_shown);

    /// <summary>Readies it for a page and forgets the page before.</summary>
    /// <param name="timestamp">Now, as the time provider of the decider counts.</param>
    /// <param name="deadline">Longest time all decisions of the page may take together.</param>
    public void Start(long timestamp, TimeSpan deadline)
    {
        Started = timestamp;
        Deadline = deadline;
        ForcedVariants = null;
        _catalogue = null;
        _shown.Clear();
    }

    /// <summary>Begins the deadline again for a page whose slots come one by one, with time between them that is not ours.</summary>
    /// <param name="timestamp">Now, as the time provider of the decider counts.</param>
    public void GoOn(long timestamp) => Started = timestamp;

    /// <summary>
    /// The catalogue that was current at the page's first decision: ordinals of one page must mean the same items.
    /// </summary>
    internal ItemCatalogue CatalogueOf(ICatalogueSource source) => _catalogue ??= source.Current;

    internal void Show(ReadOnlySpan<CatalogueItem> items)
    {
        foreach (var item in items)
        {
            _shown.Add(item.Ordinal);
        }
    }
}
