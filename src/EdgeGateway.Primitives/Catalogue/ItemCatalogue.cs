using System.Collections.Frozen;
using System.Text;

namespace EdgeGateway.Primitives.Catalogue;

/// <summary>All items of a site at one moment. Immutable: a change publishes a new catalogue.</summary>
public sealed class ItemCatalogue
{
    private readonly CatalogueItem[] _items;
    private readonly FrozenDictionary<string, CatalogueItem> _byId;

    /// <summary>Takes items whose ordinals are their positions.</summary>
    /// <exception cref="ArgumentException">Two items share an id, or an ordinal is not the position.</exception>
    public ItemCatalogue(IEnumerable<CatalogueItem> items)
    {
        _items = [.. items];
        for (var i = 0; i < _items.Length; i++)
        {
            if (_items[i].Ordinal != i)
            {
                throw new ArgumentException(
                    $"Item '{_items[i].Id}' has ordinal {_items[i].Ordinal} at position {i}.", nameof(items));
            }
        }

        _byId = _items.ToFrozenDictionary(item => item.Id, StringComparer.Ordinal);
    }

    /// <summary>A catalogue without items.</summary>
    public static ItemCatalogue Empty { get; } = new([]);

    /// <summary>The items in ordinal order.</summary>
    public ReadOnlySpan<CatalogueItem> Items => _items;

    /// <summary>The item with this id, or null.</summary>
    public CatalogueItem? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The item with this id, or null; allocates nothing.</summary>
    public CatalogueItem? Find(ReadOnlySpan<char> id) =>
        _byId.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var item) ? item : null;

    /// <summary>The item with this UTF-8 id, or null; allocates nothing.</summary>
    public CatalogueItem? Find(ReadOnlySpan<byte> utf8Id)
    {
        if (utf8Id.Length > 128)
        {
            return null;
        }

        Span<char> id = stackalloc char[128];
        var length = Encoding.UTF8.GetChars(utf8Id, id);
        return Find(id[..length]);
    }
}
