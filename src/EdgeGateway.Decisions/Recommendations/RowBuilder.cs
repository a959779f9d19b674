using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>Collects the items of one row and says of each candidate why it does not belong. Allocates nothing.</summary>
internal ref struct RowBuilder
{
    /// <summary>The most items one profile can exclude: its ring has no more events.</summary>
    public const int MaxExcluded = 64;

    private readonly Span<CatalogueItem> _items;
    private readonly ItemCatalogue _catalogue;
    private readonly ReadOnlySpan<int> _shown;
    private readonly Span<int> _excluded;
    private int _excludedCount;
    private bool _excludedRead;

    /// <summary>Starts an empty row.</summary>
    /// <param name="items">Room for the wanted items.</param>
    /// <param name="catalogue">What the site offers now.</param>
    /// <param name="pageItem">The item the page is about, from any catalogue, or null.</param>
    /// <param name="shown">Ordinals the page shows already.</param>
    /// <param name="excluded">Room for <see cref="MaxExcluded"/> ordinals.</param>
    public RowBuilder(
        Span<CatalogueItem> items, ItemCatalogue catalogue, CatalogueItem? pageItem, ReadOnlySpan<int> shown, Span<int> excluded)
    {
        _items = items;
        _catalogue = catalogue;
        _shown = shown;
        _excluded = excluded;
        PageItem = pageItem is null ? null : Resolve(pageItem);
    }

    /// <summary>The page's item in the catalogue of the page, or null.</summary>
    public CatalogueItem? PageItem { get; }

    public int Count { get; private set; }

    public readonly bool IsFull => Count == _items.Length;

    /// <summary>Reads what the visitor must not be offered, once.</summary>
    public void Exclude(in ProfileView profile, RecommendModel recommend)
    {
        if (_excludedRead)
        {
            return;
        }

        _excludedRead = true;
        if (!recommend.ExcludeBought && !recommend.ExcludeSeen)
        {
            return;
        }

        foreach (var entry in profile.Events)
        {
            if (_excludedCount < _excluded.Length && recommend.Excludes(entry) && _catalogue.Find(entry.Item) is { } item)
            {
                _excluded[_excludedCount++] = item.Ordinal;
            }
        }
    }

    /// <summary>Takes the candidate when it belongs in the row and there is room.</summary>
    /// <param name="candidate">An item of this or an earlier catalogue; what is shown is the item as it is now.</param>
    public ItemRefusal Offer(CatalogueItem candidate)
    {
        if (Resolve(candidate) is not { } item)
        {
            return ItemRefusal.NotInCatalogue;
        }

        var refusal = Check(item);
        if (refusal == ItemRefusal.None)
        {
            _items[Count++] = item;
        }

        return refusal;
    }

    private readonly ItemRefusal Check(CatalogueItem item)
    {
        if (ReferenceEquals(item, PageItem))
        {
            return ItemRefusal.PageItem;
        }

        if (_excluded[.._excludedCount].Contains(item.Ordinal))
        {
            return ItemRefusal.BoughtOrSeen;
        }

        if (!item.Available)
        {
            return ItemRefusal.Unavailable;
        }

        if (_shown.Contains(item.Ordinal))
        {
            return ItemRefusal.ShownElsewhere;
        }

        foreach (var taken in _items[..Count])
        {
            if (ReferenceEquals(taken, item))
            {
                return ItemRefusal.AlreadyInRow;
            }
        }

        return IsFull ? ItemRefusal.RowFull : ItemRefusal.None;
    }

    private readonly CatalogueItem? Resolve(CatalogueItem candidate)
    {
        var items = _catalogue.Items;
        return (uint)candidate.Ordinal < (uint)items.Length && ReferenceEquals(items[candidate.Ordinal], candidate)
            ? candidate
            : _catalogue.Find(candidate.Id);
    }
}
