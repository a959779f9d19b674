namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>Finds products that contain every word of a query, title matches and popular products first.</summary>
internal sealed class ProductSearch
{
    /// <summary>Longer queries are cut: a page address should not cost more than a page.</summary>
    public const int MaxQueryLength = 80;

    private readonly (Product Product, string Title, string All)[] _documents;

    public ProductSearch(ShopCatalogue catalogue) =>
        _documents = [.. catalogue.Products.Select(p => (p, p.Title, $"{p.Title} {p.Brand.Name} {p.Kind.Plural} {p.Category.Name} {p.Material}"))];

    public IReadOnlyList<Product> Find(string query)
    {
        var words = Clean(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return [];
        }

        return [.. _documents
            .Where(document => words.All(word => Contains(document.All, word)))
            .OrderByDescending(document => words.Count(word => Contains(document.Title, word)))
            .ThenByDescending(document => document.Product.Appeal)
            .Select(document => document.Product)];
    }

    public static string Clean(string? query)
    {
        var text = (query ?? "").Trim();
        return text.Length <= MaxQueryLength ? text : text[..MaxQueryLength];
    }

    private static bool Contains(string text, string word)
    {
        // A plural finds the singular: nobody should miss a mug for an s.
        var stem = word.Length > 3 && word.EndsWith('s') ? word[..^1] : word;
        return text.Contains(stem, StringComparison.OrdinalIgnoreCase);
    }
}
