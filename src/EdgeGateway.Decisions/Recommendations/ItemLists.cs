using EdgeGateway.Primitives.Catalogue;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>An ordered list of available items, whole and by category, each cut to what a row can need. Immutable.</summary>
internal sealed class ItemLists
{
    private const int MaxItems = 500;
    private const int MaxItemsPerCategory = 100;

    private readonly CatalogueItem[] _items;
    private readonly Dictionary<string, CatalogueItem[]> _byCategory;

    public ItemLists(IEnumerable<CatalogueItem> ordered)
    {
        var items = new List<CatalogueItem>();
        var categories = new Dictionary<string, List<CatalogueItem>>(StringComparer.Ordinal);
        foreach (var item in ordered)
        {
            if (!item.Available)
            {
                continue;
            }

            if (items.Count < MaxItems)
            {
                items.Add(item);
            }

            if (item.Category.Length > 0)
            {
                AddTo(categories, item);
            }
        }

        _items = [.. items];
        _byCategory = categories.ToDictionary(
            static pair => pair.Key, static pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    public ReadOnlySpan<CatalogueItem> Items => _items;

    public ReadOnlySpan<CatalogueItem> InCategory(string category) => _byCategory.GetValueOrDefault(category);

    private static void AddTo(Dictionary<string, List<CatalogueItem>> categories, CatalogueItem item)
    {
        if (!categories.TryGetValue(item.Category, out var list))
        {
            categories.Add(item.Category, list = []);
        }

        if (list.Count < MaxItemsPerCategory)
        {
            list.Add(item);
        }
    }
}
