using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>Search results; kept out of search engines, as their own pages of results are of no use there.</summary>
internal static class SearchPage
{
    private const int MaxShown = 48;

    public static (PageHead Head, Html Main) Render(ShopCatalogue catalogue, string query, IReadOnlyList<Product> found)
    {
        var head = new PageHead(query.Length == 0 ? "Search" : $"Results for “{query}”", "Search the shop.", "/search")
        {
            Index = false,
            Query = query,
        };
        var main = Html.Of($"""
            <section class="heading"><h1>{head.Title}</h1><p>{Summary(query, found.Count)}</p></section>
            <section class="band" id="products">
            <h2 class="hidden">Products</h2>
            {(found.Count > 0 ? ProductCard.Row(found.Take(MaxShown)) : Suggestions(catalogue))}
            </section>
            """);
        return (head, main);
    }

    private static string Summary(string query, int count) => (query.Length, count) switch
    {
        (0, _) => "Type what you are looking for, or start with what others love.",
        (_, 0) => "Nothing matches. Fewer words may help, or start with what others love.",
        (_, 1) => "One product.",
        _ => count > MaxShown ? $"{count} products; these fit best." : $"{count} products.",
    };

    private static Html Suggestions(ShopCatalogue catalogue) =>
        ProductCard.Row(catalogue.Popular.DistinctBy(product => product.Kind).Take(12));
}
