using System.Collections.Frozen;

namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>All products and the ways pages look them up. Immutable, made once per process.</summary>
internal sealed class ShopCatalogue
{
    private readonly FrozenDictionary<string, Product> _bySku;
    private readonly FrozenDictionary<string, Category> _categories;
    private readonly FrozenDictionary<string, IReadOnlyList<Product>> _byCategory;

    private ShopCatalogue(Assortment assortment)
    {
        Categories = assortment.Categories;
        Products = CatalogueGenerator.Generate(assortment);
        _bySku = Products.ToFrozenDictionary(product => product.Sku, StringComparer.Ordinal);
        _categories = Categories.ToFrozenDictionary(category => category.Slug, StringComparer.Ordinal);
        _byCategory = Products.GroupBy(product => product.Category.Slug)
            .ToFrozenDictionary(
                group => group.Key, IReadOnlyList<Product> (group) => [.. group.OrderByDescending(p => p.Appeal)]);
        Popular = [.. Products.Where(p => p.Available).OrderByDescending(p => p.Appeal * p.Category.Pull * p.Kind.Pull)];
    }

    public IReadOnlyList<Category> Categories { get; }

    /// <summary>In the order of their indexes.</summary>
    public IReadOnlyList<Product> Products { get; }

    /// <summary>What can be bought now, most wanted first.</summary>
    public IReadOnlyList<Product> Popular { get; }

    public static ShopCatalogue Create() => new(Assortment.Load());

    public Product? FindProduct(string sku) => _bySku.GetValueOrDefault(sku);

    public Category? FindCategory(string slug) => _categories.GetValueOrDefault(slug);

    /// <summary>The category's products, most wanted first.</summary>
    public IReadOnlyList<Product> In(Category category) => _byCategory[category.Slug];

    /// <summary>The shop's own idea of related: other models of the same kind, then the rest of the category.</summary>
    public IEnumerable<Product> RelatedTo(Product product, int count) =>
        In(product.Category)
            .Where(other => other.Model != product.Model && other.Available)
            .OrderByDescending(other => other.Kind == product.Kind)
            .ThenByDescending(other => other.Appeal)
            .DistinctBy(other => other.Model)
            .Take(count);

    /// <summary>The other finishes of the same model.</summary>
    public IEnumerable<Product> FinishesOf(Product product) =>
        In(product.Category).Where(other => other.Model == product.Model).OrderBy(other => other.Index);
}
